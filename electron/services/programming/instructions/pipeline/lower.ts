import type { Declaration, ImportNode, Parameter, Statement } from '#domain/ir/nodes';
import type { IrType } from '#domain/ir/types';
import { listOf, named, optional } from '#domain/ir/types';
import { toIrType } from '../../reading/type-words.ts';
import type { Change, Target } from '../instruction.ts';
import { goBody, goResult } from './lower-go.ts';
import { pythonBody } from './lower-python.ts';
import { scriptBody } from './lower-script.ts';
import { type Flow, type Shape, shapes } from './schema.ts';
import { type Naming, naming } from './stream.ts';

const itemType = (shape: Shape, names: Naming): IrType =>
  shape.kind === 'values' ? toIrType(shape.type) : named(shape.kind === 'items' ? names.type : names.row);

/** The type of the items or of the rows of groups; none where there are none. */
const recordOf = (name: string, shape: Shape | undefined, names: Naming, exported: boolean): Declaration[] =>
  shape === undefined || shape.kind === 'values'
    ? []
    : [
        {
          kind: 'record',
          form: names.language === 'typescript' ? 'interface' : 'class',
          name,
          fields: shape.fields.map((field) => ({
            name: names.field(shape, field.name),
            key: field.name,
            type: toIrType(field.type),
            optional: false,
          })),
          exported,
        },
      ];

/** The function, the type of its items and, where it groups, the type of its rows. */
export function lowerPipeline(given: string, flow: Flow, target: Target): Change {
  const { language } = target;
  const names = naming(given, flow, language);
  const all = shapes(flow.fields, flow.steps) ?? [];
  const last = flow.steps.at(-1);
  const end = all.at(-1) as Shape;
  const exported = target.view?.form !== 'require';
  const grouped = all.find(({ kind }) => kind === 'groups');
  const types =
    language === 'javascript' ? [] : [recordOf(names.type, all[0], names, exported), recordOf(names.row, grouped, names, exported)].flat();
  const bodies: Record<Target['language'], () => Statement[]> = {
    typescript: () => scriptBody(flow, all, names),
    javascript: () => scriptBody(flow, all, names),
    python: () => pythonBody(flow, all, names),
    go: () => goBody(flow, all, names),
  };
  const total = last?.op === 'total' ? last.measure : null;
  const one = itemType(end, names);
  const plain = total === null ? listOf(one) : total === 'sum' || total === 'count' ? one : optional(one);
  const items: IrType = { kind: 'list', element: named(names.type), ...(language === 'typescript' ? { readonly: true } : {}) };
  const parameters: Parameter[] = [{ name: names.items, type: items }];
  const made: Declaration = {
    kind: 'function',
    name: names.pipeline,
    parameters,
    result: language === 'go' ? goResult(last, end, names) : plain,
    body: bodies[language](),
    exported,
  };
  const text = JSON.stringify(made);
  const imports: ImportNode[] = [];
  if (language === 'go')
    for (const module of ['sort', 'strings']) if (text.includes(`"name":"${module}"`)) imports.push({ module, names: [] });
  if (language === 'python') imports.push({ module: 'dataclasses', names: ['dataclass'] });
  if (language === 'python' && plain.kind === 'optional') imports.push({ module: 'typing', names: ['Optional'] });
  return {
    imports,
    declarations: [...types, made],
    names: [...(types.length > 1 ? [names.type, names.row] : types.length > 0 ? [names.type] : []), names.pipeline],
    notes: [],
    fileStem: given,
  };
}
