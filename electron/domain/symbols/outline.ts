import { childOf, type SyntaxNode } from '../ir/read/syntax-node.ts';
import type { TargetLanguage } from '../programming.ts';
import type { FileSymbols, SymbolKind } from '../symbols.ts';
import { docOf, habitsOf, signatureOf } from './outline-text.ts';

const kinds: Record<string, SymbolKind> = {
  function_declaration: 'function',
  generator_function_declaration: 'function',
  function_signature: 'function',
  function_definition: 'function',
  method_declaration: 'method',
  method_definition: 'method',
  method_signature: 'method',
  abstract_method_signature: 'method',
  method_elem: 'method',
  class_declaration: 'class',
  abstract_class_declaration: 'class',
  class_definition: 'class',
  interface_declaration: 'interface',
  type_alias_declaration: 'type',
  type_spec: 'type',
  type_alias: 'type',
  enum_declaration: 'enum',
  internal_module: 'namespace',
  public_field_definition: 'field',
  field_definition: 'field',
  property_signature: 'field',
  field_declaration: 'field',
  variable_declarator: 'variable',
  const_spec: 'constant',
  var_spec: 'variable',
  assignment: 'variable',
};
/** Nodes whose parts are declarations of the same place. */
const transparent =
  /^(?:ERROR|program|module|source_file|export_statement|ambient_declaration|lexical_declaration|variable_declaration|decorated_definition|expression_statement|block|statement_block|if_statement|try_statement|else_clause|except_clause|class_body|interface_body|object_type|struct_type|interface_type|field_declaration_list|type_declaration|const_declaration|var_declaration|var_spec_list)$/;
const identifiers =
  /^(?:identifier|type_identifier|property_identifier|field_identifier|shorthand_property_identifier(?:_pattern)?|package_identifier)$/;

/** Declarations and names of one file that are kept: a file with more is made by a program, and would hold up everybody who writes. */
const mostDeclarations = 10_000;
const mostNames = 20_000;

interface Place {
  node: SyntaxNode;
  parent: SyntaxNode | null;
  container: string;
  exported: boolean;
}

/** What a source declares at its top level and in its classes, what it imports and which names it mentions. Never throws on broken source. */
export function outlineOf(root: SyntaxNode, source: string, language: TargetLanguage): FileSymbols {
  const text = (node: SyntaxNode | undefined): string => (node ? source.slice(node.startIndex, node.endIndex) : '');
  const declarations: FileSymbols['declarations'] = [];
  const stack: Place[] = [{ node: root, parent: null, container: '', exported: false }];
  for (let place = stack.pop(); place !== undefined && declarations.length < mostDeclarations; place = stack.pop()) {
    const { node, parent, container } = place;
    const exported = place.exported || node.type === 'export_statement';
    const inside = (inner: SyntaxNode, owner: string): void => {
      for (const child of inner.children.toReversed())
        if (child.isNamed) stack.push({ node: child, parent: inner, container: owner, exported });
    };
    let kind = kinds[node.type];
    if (kind === undefined) {
      if (
        transparent.test(node.type) &&
        !(language !== 'python' && container === '' && /statement_block|if_statement|try_statement/.test(node.type))
      )
        inside(node, container);
      continue;
    }
    const value = childOf(node, 'value') ?? childOf(node, 'type');
    if (kind === 'variable' && /^(?:arrow_function|function_expression|generator_function)$/.test(childOf(node, 'value')?.type ?? ''))
      kind = 'function';
    if (kind === 'variable' && parent?.children[0]?.type === 'const') kind = 'constant';
    if (node.type === 'type_spec' && value?.type === 'struct_type') kind = 'class';
    if (node.type === 'type_spec' && value?.type === 'interface_type') kind = 'interface';
    if (container !== '' && language === 'python') kind = kind === 'function' ? 'method' : kind === 'variable' ? 'field' : kind;
    const owner = node.type === 'method_declaration' ? receiverOf(text(childOf(node, 'receiver'))) : container;
    const names = node.type === 'assignment' ? [childOf(node, 'left')] : node.children.filter((child) => child.field === 'name');
    for (const name of names) {
      if (!name || !/identifier$/.test(name.type) || name.startIndex === name.endIndex) continue;
      const own = text(name);
      declarations.push({
        name: own.slice(0, 300),
        kind: kind === 'variable' && /^[A-Z][A-Z0-9_]*$/.test(own) && language === 'python' ? 'constant' : kind,
        exported: language === 'go' ? /^\p{Lu}/u.test(own) : language === 'python' ? !own.startsWith('_') : exported,
        container: owner.slice(0, 300),
        signature: signatureOf(node, source),
        doc: docOf(node, parent, root, source, language),
        start: name.startIndex,
        end: name.endIndex,
        line: 0,
      });
    }
    if (kind === 'class' || kind === 'interface' || kind === 'namespace') {
      const body = childOf(node, 'body') ?? (node.type === 'type_spec' ? value : undefined);
      const within = text(names[0]) || container;
      if (body && kind === 'namespace') stack.push({ node: body, parent: node, container: within, exported });
      else if (body) inside(body, within);
    }
  }
  setLines(declarations, source);
  return { declarations, ...mentions(root, source), habits: habitsOf(declarations, root, source) };
}

const receiverOf = (receiver: string): string => /([\p{L}\p{N}_]+)\s*(?:\[[^\]]*\])?\s*\)$/u.exec(receiver)?.[1] ?? '';

function setLines(declarations: FileSymbols['declarations'], source: string): void {
  declarations.sort((a, b) => a.start - b.start);
  let [line, at] = [1, 0];
  for (const declaration of declarations) {
    for (; at < declaration.start; at += 1) if (source.charCodeAt(at) === 10) line += 1;
    declaration.line = line;
  }
}

function mentions(root: SyntaxNode, source: string): Pick<FileSymbols, 'imports' | 'names'> {
  const names = new Map<string, number>();
  const imports = new Set<string>();
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (identifiers.test(node.type)) {
      const name = source.slice(node.startIndex, node.endIndex);
      if (name !== '' && name.length <= 300 && (names.size < mostNames || names.has(name))) names.set(name, (names.get(name) ?? 0) + 1);
    }
    for (const module of importedBy(node, source)) if (module.length <= 1000) imports.add(module);
    for (const child of node.children) if (child.isNamed) stack.push(child);
  }
  return { imports: [...imports], names: Object.fromEntries(names) };
}

function importedBy(node: SyntaxNode, source: string): string[] {
  const text = (part: SyntaxNode | undefined): string => (part ? source.slice(part.startIndex, part.endIndex) : '');
  const unquoted = (part: SyntaxNode | undefined): string[] => (part ? [text(part).slice(1, -1)] : []);
  switch (node.type) {
    case 'import_statement': {
      if (childOf(node, 'source')) return unquoted(childOf(node, 'source'));
      const names = node.children.filter((child) => child.field === 'name');
      return names.map((name) => text(name.type === 'aliased_import' ? childOf(name, 'name') : name));
    }
    case 'export_statement':
      return unquoted(childOf(node, 'source'));
    case 'import_require_clause':
      return unquoted(childOf(node, 'source'));
    case 'import_from_statement':
      return [text(childOf(node, 'module_name'))];
    case 'import_spec':
      return unquoted(childOf(node, 'path'));
    case 'call_expression': {
      const argument = childOf(node, 'arguments')?.children[1];
      return text(childOf(node, 'function')) === 'require' && argument?.type === 'string' ? unquoted(argument) : [];
    }
    default:
      return [];
  }
}
