import type { ContractField } from '#domain/http-contract';
import { assign, call, callNamed, index, member, name, text } from '#domain/ir/build';
import { distinct, fieldName, typeName, valueName } from '#domain/ir/names';
import type { ClassMember, Expression, FieldNode, Statement } from '#domain/ir/nodes';
import type { Holes } from '../../templates/holes.ts';
import type { Templates } from '../../templates/templates.ts';
import type { ServiceFramework } from '../http-service/frameworks.ts';
import { endpointHandlers, reservedNames } from '../http-service/handlers.ts';
import { objectOf } from '../http-service/objects.ts';
import { fieldType, type Reading, readField } from '../http-service/reads.ts';
import { createReading, lowerService, type Route } from '../http-service/service.ts';
import type { Change, Target } from '../instruction.ts';
import { handlersTemplate } from './handler-templates.ts';
import { mostItems, oneName, plural, type Resource, resourceContract, routeOf } from './resource.ts';
import { storeTemplate } from './store-templates.ts';

/** A field with the name that it has in the target's record. */
interface Property {
  field: ContractField;
  property: string;
}

const sentField = (key: string, language: Target['language']): Expression =>
  language === 'python'
    ? { kind: 'binary', operator: 'in', left: text(key), right: name('request.body') }
    : call('request.body.has', text(key));

/** A record with a value for each field, in the manner of the language. */
function recordOf(
  type: string,
  id: Expression,
  properties: readonly Property[],
  value: (each: Property) => Expression,
  language: Target['language'],
): Expression {
  if (language === 'python')
    return callNamed(
      type,
      [],
      Object.fromEntries([['id', id], ...properties.map((each): [string, Expression] => [each.property, value(each)])]),
    );
  if (language === 'go')
    return {
      kind: 'composite',
      type: { kind: 'named', name: type },
      items: properties.map((each) => ({ key: name(each.property), value: value(each) })),
    };
  return objectOf(properties.map((each) => [each.field.name, value(each)]));
}

function bodyHoles(type: string, properties: readonly Property[], reading: Reading): Holes {
  const { language } = reading;
  const read = ({ field }: Property): Expression => readField(field, 'body', reading);
  const kept = (each: Property): Expression => ({
    kind: 'conditional',
    condition: sentField(each.field.name, language),
    yes: read(each),
    no: language === 'python' ? member(name('current'), each.property) : memberOf(name('current'), each.field.name),
  });
  const zero: Expression = { kind: 'number', value: 0 };
  const changes = properties.map(
    (each): Statement => ({
      kind: 'if',
      before: { kind: 'let', names: ['_', 'sent'], value: index(name('in.body'), text(each.field.name)) },
      condition: name('sent'),
      then: [assign(member(name('item'), each.property), read(each))],
    }),
  );
  return {
    whole: { expression: recordOf(type, zero, properties, read, language) },
    changed: { expression: recordOf(type, name('current.id'), properties, kept, language) },
    changes: { statements: changes },
  };
}

const memberOf = (object: Expression, key: string): Expression =>
  /^[A-Za-z_$][\w$]*$/.test(key) ? member(object, key) : index(object, text(key));

function recordFields(properties: readonly Property[], language: Target['language']): Holes {
  const fields = properties.map(
    ({ field, property }): FieldNode => ({ name: property, key: field.name, type: fieldType(field, language), optional: false }),
  );
  const members = properties.map(
    ({ field, property }): ClassMember => ({ kind: 'field', name: property, type: fieldType(field, language) }),
  );
  return { fields: language === 'python' ? { members } : { fields } };
}

/** The names of the code: none hides one of the code around it. */
function namesOf(resource: Resource, language: Target['language']): Record<string, string> {
  const one = oneName(resource);
  const reserved = [...reservedNames(language), 'repository'];
  const type = (words: string): string => typeName(words, language);
  const value = (words: string): string => valueName(words, language);
  const wanted = {
    Name: type(one),
    Fields: type(`${one} fields`),
    Repository: type(`${one} repository`),
    Memory: type(`memory ${one} repository`),
    newMemory: value(`new memory ${one} repository`),
    errNotFound: value(`err ${one} not found`),
    fieldsOf: value(`${one} from body`),
    idOf: value(`${one} id of`),
    found: value(`found ${one}`),
    list: value(`list ${plural(one)}`),
    create: value(`create ${one}`),
    read: value(`read ${one}`),
    replace: value(`replace ${one}`),
    patch: value(`patch ${one}`),
    remove: value(`delete ${one}`),
  };
  const free = distinct([...reserved, ...Object.values(wanted)]).slice(reserved.length);
  return Object.fromEntries(Object.keys(wanted).map((key, at) => [key, free[at] ?? key]));
}

/** The names of the record's fields: in scripts they are the keys themselves. */
function propertiesOf(fields: readonly ContractField[], language: Target['language']): Property[] {
  if (language === 'typescript' || language === 'javascript') return fields.map((field) => ({ field, property: field.name }));
  const taken = language === 'go' ? ['ID'] : ['id', 'to_dict', 'self', 'Any', 'Dict', 'List', 'Optional', 'int', 'str', 'float', 'bool'];
  const named = distinct([
    ...taken,
    ...fields.map((field) => (language === 'go' ? fieldName(field.name, 'go') : valueName(field.name, 'python'))),
  ]);
  return fields.map((field, at) => ({ field, property: named[taken.length + at] ?? 'value' }));
}

/** A resource with its store and the endpoints that list, create, read, replace, patch and delete. */
export async function lowerResource(
  resource: Resource,
  framework: ServiceFramework | null,
  target: Target,
  templates: Templates,
): Promise<Change> {
  const { language } = target;
  const reading = createReading(language);
  const promised = resourceContract(resource).endpoints;
  const endpoints = promised.slice(0, 6);
  const names = namesOf(resource, language);
  const properties = propertiesOf(endpoints[1]?.body ?? [], language);
  const route = routeOf(resource);
  const dictionary: [string, Expression][] = properties.map(({ field, property }) => [field.name, name(`self.${property}`)]);
  const holes: Holes = {
    ...names,
    ...recordFields(properties, language),
    ...bodyHoles(names['Name'] ?? 'Item', properties, reading),
    dictionary: { expression: objectOf([['id', name('self.id')], ...dictionary]) },
    words: plural(oneName(resource)),
    route,
    pageSize: resource.pageSize,
    most: Math.max(mostItems, resource.pageSize),
  };
  for (const piece of ['required', 'optional', 'fromText', 'textOf', 'asInteger', 'empty', 'valueOr'] as const) reading.needs(piece);
  const more = endpointHandlers(promised.slice(6), reading, Object.values(names));
  const store = await templates.fill(storeTemplate, holes, target);
  const handlers = await templates.fill(handlersTemplate, holes, target);
  const functions = ['list', 'create', 'read', 'replace', 'patch', 'remove'];
  const routes = endpoints.map(
    (each, at): Route => ({
      method: each.method,
      route: each.route,
      handler: names[functions[at] ?? ''] ?? 'handle',
      readsBody: each.body.length > 0,
    }),
  );
  const models = {
    imports: [...store.imports, ...handlers.imports],
    declarations: [...store.declarations, ...handlers.declarations],
    names: [...store.names, ...handlers.names],
  };
  return lowerService(
    { stem: plural(oneName(resource)), framework, routes: [...routes, ...more.routes], models, handlers: more.handlers },
    reading,
    target,
    templates,
  );
}
