import type { ModuleNode } from '#domain/ir/nodes';
import { fillText, type Hole, type Holes, holeOf } from './holes.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const kindOf = (value: Json | undefined): string | null => (isObject(value) && typeof value['kind'] === 'string' ? value['kind'] : null);

/** Properties whose texts are part of the shape of a node and never of what it says. */
const shape = new Set([
  'kind',
  'operator',
  'form',
  'language',
  'over',
  'only',
  'variadic',
  'direction',
  'accessor',
  'declares',
  'flags',
  'source',
]);

/** The name that stands where a hole may: `_x_` as an expression, a type, a parameter or a member. */
function nameOf(node: JsonObject): string | null {
  if (typeof node['name'] !== 'string') return null;
  const kind = kindOf(node);
  // A field, a parameter and a property have a name and a type; a function or a class that is called like a hole is a name to fill.
  return kind === 'function' || kind === 'class' || kind === 'record' || kind === 'interface' || kind === 'enum' ? null : node['name'];
}

/** Whether a condition is decided by a hole: true, false, or undecided. */
function decided(condition: Json | undefined, holes: Holes): boolean | null {
  if (!isObject(condition)) return null;
  if (condition['kind'] === 'unary' && condition['operator'] === 'not') {
    const inner = decided(condition['operand'], holes);
    return inner === null ? null : !inner;
  }
  if (condition['kind'] === 'binary' && (condition['operator'] === 'and' || condition['operator'] === 'or')) {
    const left = decided(condition['left'], holes);
    const right = decided(condition['right'], holes);
    if (left === null || right === null) return null;
    return condition['operator'] === 'and' ? left && right : left || right;
  }
  const hole = condition['kind'] === 'name' ? holeOf(String(condition['name']), holes) : undefined;
  return typeof hole === 'boolean' ? hole : null;
}

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const nodes = (value: unknown): Json[] => value as Json[];

/** What an element of a list becomes: none, one or several. */
function fillElement(element: Json, holes: Holes): Json[] {
  if (!isObject(element)) return [typeof element === 'string' ? fillText(element, holes) : element];
  if (element['kind'] === 'if') {
    const holds = decided(element['condition'], holes);
    if (holds !== null) return fillList(listOf(holds ? element['then'] : element['otherwise']), holes);
  }
  if (element['kind'] === 'each') {
    const source = element['source'];
    const hole = kindOf(source) === 'name' ? holeOf(String((source as JsonObject)['name']), holes) : undefined;
    if (isEach(hole)) return hole.each.flatMap((more) => fillList(listOf(element['body']), { ...holes, ...more }));
  }
  // Top-level statements stand together in one declaration: a hole among them splits it.
  if (element['kind'] === 'statements') return fillTopLevel(element, holes);
  const standing = element['kind'] === 'expression' ? element['value'] : element;
  const name = isObject(standing) ? nameOf(standing) : null;
  const hole = name === null ? undefined : holeOf(name, holes);
  if (typeof hole === 'object') {
    if ('statements' in hole) return nodes(hole.statements);
    if ('parameters' in hole) return nodes(hole.parameters);
    if ('fields' in hole) return nodes(hole.fields);
    if ('members' in hole) return nodes(hole.members);
    if ('declarations' in hole) return nodes(hole.declarations);
  }
  return [fillNode(element, holes)];
}

const isEach = (hole: Hole | undefined): hole is { each: Holes[] } => typeof hole === 'object' && 'each' in hole;

function fillTopLevel(element: JsonObject, holes: Holes): Json[] {
  const made: Json[] = [];
  let run: Json[] = [];
  const flush = (): void => {
    if (run.length > 0) made.push({ ...element, body: run });
    run = [];
  };
  for (const statement of listOf(element['body'])) {
    const value = kindOf(statement) === 'expression' ? (statement as JsonObject)['value'] : undefined;
    const hole = kindOf(value) === 'name' ? holeOf(String((value as JsonObject)['name']), holes) : undefined;
    if (typeof hole === 'object' && 'declarations' in hole) {
      flush();
      made.push(...nodes(hole.declarations));
    } else run.push(...fillElement(statement, holes));
  }
  flush();
  return made;
}

const fillList = (list: Json[], holes: Holes): Json[] => list.flatMap((element) => fillElement(element, holes));

function fillNode(node: JsonObject, holes: Holes): Json {
  if (node['kind'] === 'name' || node['kind'] === 'named') {
    const hole = holeOf(String(node['name']), holes);
    if (typeof hole === 'object' && node['kind'] === 'name' && 'expression' in hole) return hole.expression as unknown as Json;
    if (typeof hole === 'object' && node['kind'] === 'named' && 'type' in hole) return hole.type as unknown as Json;
    if (node['kind'] === 'name' && typeof hole === 'number') return { kind: 'number', value: hole };
    if (node['kind'] === 'name' && typeof hole === 'boolean') return { kind: 'boolean', value: hole };
  }
  if (node['kind'] === 'conditional') {
    const holds = decided(node['condition'], holes);
    if (holds !== null) return fillValue(node[holds ? 'yes' : 'no'] ?? null, holes);
  }
  // The exact spelling of a text that was filled would be the old one.
  if (node['kind'] === 'string' && typeof node['value'] === 'string' && fillText(node['value'], holes) !== node['value'])
    return { kind: 'string', value: fillText(node['value'], holes) };
  return Object.fromEntries(
    Object.entries(node)
      // Where a node of the template stood says nothing about where it stands now.
      .filter(([key]) => key !== 'span')
      .map(([key, value]) => [key, shape.has(key) && typeof value === 'string' ? value : fillValue(value, holes)]),
  );
}

function fillValue(value: Json, holes: Holes): Json {
  if (typeof value === 'string') return fillText(value, holes);
  if (Array.isArray(value)) return fillList(value, holes);
  return isObject(value) ? fillNode(value, holes) : value;
}

/** A template with its holes filled. The template is not changed; nothing of it is shared with the result but the filled nodes. */
export const fillModule = (template: ModuleNode, holes: Holes): ModuleNode =>
  fillNode(template as unknown as JsonObject, holes) as unknown as ModuleNode;
