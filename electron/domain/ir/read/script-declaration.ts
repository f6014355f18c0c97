import type { ClassNode, Declaration, FieldNode, FunctionNode, Statement } from '../nodes.ts';
import type { TypeMember } from '../types.ts';
import { docBefore } from './script-comment.ts';

import { readDecorators, readTypeParameters } from './script-function.ts';
import { readImport } from './script-import.ts';
import { keyOf } from './script-literal.ts';
import { keepText, parts, placed, type ScriptReader } from './script-reader.ts';
import { readTypeMembers } from './script-type.ts';
import { readVariables } from './script-variable.ts';
import { childOf, childrenOf, hasChild, type SyntaxNode, textOf } from './syntax-node.ts';

/** What is in front of a declaration: `export`, `declare`. */
interface Around {
  node: SyntaxNode;
  exported?: boolean;
  ambient?: boolean;
  decorators?: SyntaxNode[];
}

/** A declaration of any place; null where the node is none. Variables come as statements. */
export function readDeclaration(reader: ScriptReader, node: SyntaxNode, doc: string | undefined): Declaration | null {
  const read = declarationOf(reader, node, { node });
  if (read === null || doc === undefined || read.kind === 'statements') return read;
  if (read.kind === 'opaque') return { ...read, text: `/** ${doc.replace(/\s*\n\s*/g, ' ')} */ ${read.text}` };
  if (read.kind === 'exportDefault' && (read.value.kind === 'function' || read.value.kind === 'class'))
    return { ...read, value: { ...read.value, doc } };
  return { ...read, doc } as Declaration;
}

function declarationOf(reader: ScriptReader, node: SyntaxNode, around: Around): Declaration | null {
  const exported = around.exported ? { exported: true } : {};
  const ambient = around.ambient ? ['declare'] : [];
  const whole = (shape: Declaration): Declaration => ({ ...shape, span: { start: around.node.startIndex, end: around.node.endIndex } });
  const name = (): string => {
    const named = childOf(node, 'name');
    return named ? textOf(named, reader.source) : '';
  };
  const modified = (words: string[]): { modifiers?: string[] } => (words.length > 0 ? { modifiers: words } : {});
  switch (node.type) {
    case 'export_statement':
      return readExport(reader, node);
    case 'ambient_declaration': {
      const inner = childOf(node, 'declaration') ?? parts(node)[0];
      const read = inner && !hasChild(node, 'global') ? declarationOf(reader, inner, { ...around, ambient: true }) : null;
      return read ?? keepText(reader, around.node, 'a declaration of other code');
    }
    case 'lexical_declaration':
    case 'variable_declaration': {
      const word = (childOf(node, 'kind') ?? node.children[0])?.type as 'let' | 'const' | 'var';
      const body: Statement[] = readVariables(reader, node, { ...exported, ...(around.ambient ? { ambient: word } : {}) });
      if (body.some(({ kind }) => kind === 'opaque')) return keepText(reader, around.node, 'a variable of another kind');
      return whole({ kind: 'statements', body });
    }
    case 'function_declaration':
    case 'generator_function_declaration':
    case 'function_signature':
      return whole({ ...reader.functionNode(node), ...exported, ...modified(ambient) });
    case 'class_declaration':
    case 'abstract_class_declaration': {
      const read: ClassNode = reader.classNode(node);
      const words = [...ambient, ...(read.modifiers ?? [])];
      return whole({ ...decorated(reader, read, around.decorators ?? []), ...exported, ...modified(words) });
    }
    case 'interface_declaration':
      return whole(readInterface(reader, node, name(), around, modified(ambient)));
    case 'type_alias_declaration': {
      const value = childOf(node, 'value');
      if (!value) return null;
      const type = reader.type(value);
      const generic = readTypeParameters(reader, node);
      return whole({ kind: 'type', name: name(), ...generic, type, alias: true, ...exported, ...modified(ambient) });
    }
    case 'enum_declaration': {
      const words = [...ambient, ...(hasChild(node, 'const') ? ['const'] : [])];
      const members = readEnumMembers(reader, node);
      if (!members) return keepText(reader, around.node, 'an enumeration with unusual members');
      return whole({ kind: 'enum', name: name(), members, ...exported, ...modified(words) });
    }
    case 'import_statement': {
      const read = readImport(reader, node);
      return read ? whole({ kind: 'import', import: read }) : keepText(reader, node, 'an unusual import');
    }
    case 'internal_module':
    case 'module':
      return keepText(reader, around.node, 'a namespace');
    default:
      return null;
  }
}

/** Decorators may stand in front of `export`, too. */
function decorated(reader: ScriptReader, node: ClassNode, before: readonly SyntaxNode[]): ClassNode {
  const all = [...readDecorators(reader, before), ...(node.decorators ?? [])];
  return all.length > 0 ? { ...node, decorators: all } : node;
}

function readExport(reader: ScriptReader, node: SyntaxNode): Declaration {
  const declaration = childOf(node, 'declaration');
  const decorators = childrenOf(node, 'decorator');
  if (hasChild(node, 'default')) {
    if (declaration?.type === 'interface_declaration') return keepText(reader, node, 'an interface exported by default');
    const value = declaration ?? childOf(node, 'value');
    if (!value) return keepText(reader, node, 'an unusual export');
    if (value.type === 'function_expression' || value.type === 'generator_function')
      return placed(node, { kind: 'exportDefault', value: reader.functionNode(value) });
    if (value.type === 'class')
      return placed(node, { kind: 'exportDefault', value: decorated(reader, reader.classNode(value), decorators) });
    if (!declaration) return placed(node, { kind: 'exportDefault', value: reader.expression(value) });
    const read = declarationOf(reader, declaration, { node, decorators });
    if (read?.kind === 'function' || read?.kind === 'class') return placed(node, { kind: 'exportDefault', value: read as FunctionNode });
    return keepText(reader, node, 'an unusual export');
  }
  if (declaration) {
    const read = declarationOf(reader, declaration, { node, exported: true, decorators });
    return read ?? keepText(reader, node, 'an unusual export');
  }
  return readExportList(reader, node);
}

function readExportList(reader: ScriptReader, node: SyntaxNode): Declaration {
  const sourceNode = childOf(node, 'source');
  const module = sourceNode ? keyOf(reader, sourceNode) : undefined;
  const clause = node.children.find((child) => child.type === 'export_clause');
  const space = node.children.find((child) => child.type === 'namespace_export');
  const typeOnly = hasChild(node, 'type') ? { typeOnly: true } : {};
  const from = typeof module === 'string' ? { module } : {};
  const unusual = node.children.some(({ type }) => type === '=' || type === 'namespace' || type === 'import_attribute');
  if (unusual || module === null || (!clause && typeof module !== 'string')) return keepText(reader, node, 'an unusual export');
  if (space) {
    const [alias] = parts(space);
    if (alias?.type !== 'identifier') return keepText(reader, node, 'an export under a text');
    return placed(node, { kind: 'export', names: [], star: textOf(alias, reader.source), ...from, ...typeOnly });
  }
  if (!clause) return placed(node, { kind: 'export', names: [], star: true, ...from, ...typeOnly });
  const names: { name: string; as?: string; typeOnly?: boolean }[] = [];
  for (const each of parts(clause)) {
    const name = childOf(each, 'name');
    const alias = childOf(each, 'alias');
    if (!name || name.type === 'string' || alias?.type === 'string') return keepText(reader, node, 'an export under a text');
    const as = alias ? { as: textOf(alias, reader.source) } : {};
    names.push({ name: textOf(name, reader.source), ...as, ...(hasChild(each, 'type') ? { typeOnly: true } : {}) });
  }
  return placed(node, { kind: 'export', names, ...from, ...typeOnly });
}

/** An interface of plain properties is a record. */
function readInterface(reader: ScriptReader, node: SyntaxNode, name: string, around: Around, words: { modifiers?: string[] }): Declaration {
  const body = childOf(node, 'body');
  const members = body ? readTypeMembers(reader, body) : [];
  const bases = node.children.find((child) => child.type === 'extends_type_clause');
  const generic = readTypeParameters(reader, node);
  const exported = around.exported ? { exported: true } : {};
  const plain = !bases && !generic.typeParameters && !words.modifiers && members.length > 0;
  const fields = plain ? members.map(fieldOf) : [null];
  if (fields.every((field) => field !== null))
    return { kind: 'record', name, form: 'interface', fields: fields as FieldNode[], ...exported };
  const extended = bases ? { extends: parts(bases).map(reader.type) } : {};
  return { kind: 'interface', name, ...generic, ...extended, members, ...exported, ...words };
}

function fieldOf(member: TypeMember): FieldNode | null {
  if (member.kind !== 'property' || member.type === null) return null;
  const { name, type, optional, readonly, doc, span } = member;
  return {
    name,
    type,
    optional: optional === true,
    key: name,
    ...(readonly ? { readonly } : {}),
    ...(doc === undefined ? {} : { doc }),
    ...(span ? { span } : {}),
  };
}

type EnumMember = Extract<Declaration, { kind: 'enum' }>['members'][number];

function readEnumMembers(reader: ScriptReader, node: SyntaxNode): EnumMember[] | null {
  const body = childOf(node, 'body');
  const members: EnumMember[] = [];
  const children = body?.children ?? [];
  for (const [position, child] of children.entries()) {
    if (!child.isNamed || child.type === 'comment') continue;
    const nameNode = child.type === 'enum_assignment' ? childOf(child, 'name') : child;
    const value = child.type === 'enum_assignment' ? childOf(child, 'value') : undefined;
    const name = nameNode ? keyOf(reader, nameNode) : null;
    if (typeof name !== 'string') return null;
    const before = children[position - 1];
    const doc = before ? docBefore(reader, before, child) : null;
    if (doc !== null && before) reader.comments.take(before);
    members.push({ name, ...(value ? { value: reader.expression(value) } : {}), ...(doc === null ? {} : { doc }) });
  }
  return members;
}
