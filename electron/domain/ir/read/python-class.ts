import type { ClassNode, Declaration, Expression, FieldNode, FunctionNode, Opaque, Origin, Statement, TypeParameter } from '../nodes.ts';
import type { IrType } from '../types.ts';
import { commentsBetween } from './python-block.ts';
import { headed } from './python-compound.ts';
import { readArguments } from './python-expression.ts';
import { readParameters } from './python-parameter.ts';
import { columnOf, keepText, type PythonReader, partsOf, spanOf } from './python-reader.ts';
import { tidyMembers } from './python-tidy.ts';
import { childOf, hasChild, type SyntaxNode, textOf } from './syntax-node.ts';

/**
 * The docstring of a body, without the indentation that its lines share with the code; undefined where that could not be put back, in
 * which case it stays a statement.
 */
export function takeDoc(body: Statement[], column: number | null): { doc?: string; body: Statement[] } {
  const at = body.findIndex(({ kind }) => kind !== 'comment' && kind !== 'blank');
  const first = body[at];
  if (first?.kind !== 'expression' || first.value.kind !== 'string' || first.trailing !== undefined) return { body };
  const { value, form, source } = first.value;
  if (value === '' || form === 'bytes' || (source !== undefined && /^[uU]|["']\n["'a-zA-Z]/.test(source))) return { body };
  const [head = '', ...lines] = value.split('\n');
  if (column === null && lines.length > 0) return { body };
  const pad = ' '.repeat(column ?? 0);
  const last = lines.at(-1);
  if (!lines.every((line) => line === '' || line.startsWith(pad)) || (last !== undefined && !last.startsWith(pad))) return { body };
  if (lines.slice(0, -1).some((line) => line === pad && pad !== '')) return { body };
  let rest = [...body.slice(0, at), ...body.slice(at + 1)];
  while (rest[0]?.kind === 'blank') rest = rest.slice(1);
  return { doc: [head, ...lines.map((line) => line.slice(pad.length))].join('\n'), body: rest };
}

/** The column of a docstring; null where the file is indented in another way than elsewhere, so that a printer would move its lines. */
const docColumn = (reader: PythonReader, body: SyntaxNode): number | null => {
  const column = columnOf(reader, body);
  return column === reader.unit * (reader.level + 1) ? column : null;
};

export function readTypeParameters(reader: PythonReader, node: SyntaxNode | undefined): TypeParameter[] | null {
  const read: TypeParameter[] = [];
  for (const entry of node ? partsOf(node) : []) {
    const inner = entry.type === 'type' ? partsOf(entry)[0] : entry;
    if (inner?.type === 'identifier') read.push({ name: textOf(inner, reader.source) });
    else if (inner?.type === 'splat_type') {
      const [mark, name] = inner.children;
      if (!mark || !name) return null;
      read.push({ name: textOf(name, reader.source), modifiers: [textOf(mark, reader.source)] });
    } else if (inner?.type === 'constrained_type') {
      const [name, bound] = partsOf(inner);
      if (!name || !bound) return null;
      read.push({ name: textOf(name, reader.source), constraint: reader.type(bound) });
    } else return null;
  }
  return read;
}

export function readFunction(reader: PythonReader, node: SyntaxNode, decorators: Expression[]): FunctionNode | (Opaque & Origin) {
  const name = childOf(node, 'name');
  const generics = readTypeParameters(reader, childOf(node, 'type_parameters'));
  const parameters = readParameters(reader, childOf(node, 'parameters'));
  const [result, body] = [childOf(node, 'return_type'), childOf(node, 'body')];
  const { yields: outer, inClass } = reader;
  const read = result ? reader.type(result) : undefined;
  if (!name || !parameters || !generics || !body) {
    const reason = parameters ? 'a function that is not read' : 'a parameter that is no name';
    return keepText(reader, node, reason);
  }
  const before = commentsBetween(
    reader,
    node.startIndex,
    childOf(node, 'return_type')?.endIndex ?? childOf(node, 'parameters')?.endIndex ?? 0,
  );
  reader.yields = false;
  reader.inClass = false;
  const { body: statements, trailing } = headed(reader, node, body);
  const generator = reader.yields ? { generator: true } : {};
  reader.yields = outer;
  reader.inClass = inClass;
  const documented = takeDoc([...before, ...statements], docColumn(reader, body));
  const [first, ...others] = parameters;
  const isSelf = inClass && first?.name === 'self' && !first.type && !first.default && !first.variadic && first.only !== 'name';
  return {
    kind: 'function',
    name: textOf(name, reader.source),
    ...(generics.length > 0 ? { typeParameters: generics } : {}),
    ...(isSelf && first ? { receiver: first, parameters: others } : { parameters }),
    ...(read ? { result: read.kind === 'nothing' ? { ...read, kind: 'void' } : read } : {}),
    ...(hasChild(node, 'async') ? { async: true } : {}),
    ...generator,
    ...(decorators.length > 0 ? { decorators } : {}),
    ...(trailing === undefined ? {} : { trailing }),
    ...documented,
    ...spanOf(node),
  };
}

function readClass(reader: PythonReader, node: SyntaxNode, decorators: Expression[]): ClassNode {
  const [name, supers, body] = [childOf(node, 'name'), childOf(node, 'superclasses'), childOf(node, 'body')];
  const generics = readTypeParameters(reader, childOf(node, 'type_parameters'));
  const { yields, inClass } = reader;
  const { args, named } = supers ? readArguments(reader, partsOf(supers)) : { args: [], named: undefined };
  const before = commentsBetween(reader, node.startIndex, supers?.endIndex ?? node.startIndex);
  reader.inClass = true;
  const head: { body: Statement[]; trailing?: string } = body ? headed(reader, node, body) : { body: [] };
  Object.assign(reader, { yields, inClass });
  const { doc, body: statements } = takeDoc([...before, ...head.body], body ? docColumn(reader, body) : null);
  return {
    kind: 'class',
    name: name ? textOf(name, reader.source) : '',
    ...(generics && generics.length > 0 ? { typeParameters: generics } : {}),
    bases: args,
    ...(named ? { named } : {}),
    members: tidyMembers([{ kind: 'code', body: statements }]),
    ...(decorators.length > 0 ? { decorators } : {}),
    ...(head.trailing === undefined ? {} : { trailing: head.trailing }),
    ...(doc === undefined ? {} : { doc }),
    ...spanOf(node),
  };
}

/** A class, or the record or enumeration that it says in Python's words. */
export function readClassLike(reader: PythonReader, node: SyntaxNode, decorators: Expression[]): Declaration {
  if (!childOf(node, 'name') || !childOf(node, 'body') || !readTypeParameters(reader, childOf(node, 'type_parameters')))
    return keepText(reader, node, 'a class that is not read');
  const read = readClass(reader, node, decorators);
  if (read.typeParameters || read.named || read.trailing !== undefined) return read;
  return enumerationOf(read) ?? recordOf(read) ?? read;
}

function enumerationOf(read: ClassNode): Declaration | null {
  const [base] = read.bases;
  if (read.bases.length !== 1 || base?.kind !== 'name' || base.name !== 'Enum' || read.decorators || read.members.length === 0) return null;
  const members: { name: string; value?: Expression }[] = [];
  for (const member of read.members) {
    if (member.kind !== 'field' || member.type || !member.value) return null;
    const { value } = member;
    const automatic =
      value.kind === 'call' && value.callee.kind === 'name' && value.callee.name === 'auto' && value.args.length === 0 && !value.named;
    members.push({ name: member.name, ...(automatic ? {} : { value }) });
  }
  return { kind: 'enum', name: read.name, members, ...(read.doc === undefined ? {} : { doc: read.doc }), ...spanned(read) };
}

const spanned = (read: ClassNode): { span?: { start: number; end: number } } => (read.span ? { span: read.span } : {});

/** Fields with types and no default, then optional ones that are `None` unless given: the record that every language has. */
function recordOf(read: ClassNode): Declaration | null {
  const [base] = read.bases;
  const [decorator] = read.decorators ?? [];
  const isClass = read.bases.length === 0 && read.decorators?.length === 1 && decorator?.kind === 'name' && decorator.name === 'dataclass';
  const isModel = read.bases.length === 1 && base?.kind === 'name' && base.name === 'BaseModel' && !read.decorators;
  if ((!isClass && !isModel) || read.members.length === 0) return null;
  const fields: FieldNode[] = [];
  for (const member of read.members) {
    if (member.kind !== 'field' || !member.type) return null;
    const isOptional = member.type.kind === 'optional' && member.value?.kind === 'null';
    if ((member.value && !isOptional) || (!isOptional && fields.at(-1)?.optional)) return null;
    const type: IrType = isOptional && member.type.kind === 'optional' ? member.type.inner : member.type;
    fields.push({ name: member.name, type, optional: isOptional, key: member.name, ...(member.span ? { span: member.span } : {}) });
  }
  const doc = read.doc === undefined ? {} : { doc: read.doc };
  return { kind: 'record', name: read.name, form: isClass ? 'class' : 'model', fields, ...doc, ...spanned(read) };
}
