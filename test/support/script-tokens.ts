import { runInThisContext } from 'node:vm';
import type { SyntaxNode } from '#domain/ir/read/syntax-node';

/**
 * The tokens of a script under the normalisations of its reader, each of which is listed here and nowhere else:
 * comments, parentheses, semicolons, commas at the end of a list and the braces of blocks do not count (that they mean the same is
 * what reading the printed text again shows); texts count by their value, which the engine itself computes; a key that is a name by
 * the name; `const a = 1, b = 2` as two declarations; `{ a: a }` as `{ a }`; `Array<T>` as `T[]`; members of a type however they are
 * separated; the bar in front of a union's first member not at all.
 */
export function scriptTokens(root: SyntaxNode, source: string): string[] {
  const tokens: string[] = [];
  const emit = (text: string): void => void tokens.push(text);
  const textOf = (node: SyntaxNode): string => source.slice(node.startIndex, node.endIndex);
  const visit = (node: SyntaxNode, parents: SyntaxNode[]): void => {
    const parent = parents.at(-1);
    const below = [...parents.slice(-2), node];
    switch (node.type) {
      case 'comment':
      case 'html_comment':
      case '(':
      case ')':
      case ';':
        return;
      case '{':
      case '}':
        if (parent?.type !== 'statement_block') emit(node.type);
        return;
      case '|':
        if (parent?.children[0] !== node || parent.type !== 'union_type') emit('|');
        return;
      case ',':
        comma(node, parents);
        return;
      case 'string': {
        const value = String(valueOf(textOf(node)));
        const key = /^(?:key|name|property)$/.test(node.field ?? '') && /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(value);
        emit(key ? value : JSON.stringify(value));
        return;
      }
      case 'template_string':
        template(node, below, parent?.type === 'call_expression' && node.field === 'arguments');
        return;
      case 'pair':
      case 'pair_pattern': {
        const [key, value] = ['key', 'value'].map((field) => node.children.find((child) => child.field === field));
        const target = plain(value?.type === 'assignment_pattern' ? value.children[0] : value);
        if (key && value && target?.type === 'identifier' && bare(textOf(key)) === textOf(target)) return visit(value, below);
        break;
      }
      case 'array_type':
      case 'generic_type': {
        const inner = node.type === 'array_type' ? node.children : onlyArgument(node, textOf);
        if (inner === null) break;
        for (const child of inner) if (child.type !== '[' && child.type !== ']') visit(child, below);
        emit('[]');
        return;
      }
      case 'regex':
      case 'jsx_element':
      case 'jsx_self_closing_element':
        emit(textOf(node));
        return;
    }
    if (node.children.length === 0) {
      if (node.endIndex > node.startIndex) emit(textOf(node));
      return;
    }
    for (const child of node.children) visit(child, below);
  };

  const bare = (key: string): string => key.replace(/^(["'])(.*)\1$/, '$2');

  const comma = (node: SyntaxNode, parents: SyntaxNode[]): void => {
    const parent = parents.at(-1) as SyntaxNode;
    const siblings = parent.children.filter((child) => child.type !== 'comment');
    const at = siblings.indexOf(node);
    if (parent.type === 'interface_body' || parent.type === 'object_type') return;
    if (/^(?:lexical|variable)_declaration$/.test(parent.type) && !/^for_/.test(parents.at(-2)?.type ?? '')) {
      const around = parents.at(-2);
      if (around?.type === 'export_statement') emit('export');
      if (around?.type === 'ambient_declaration') emit('declare');
      emit(textOf(parent.children[0] as SyntaxNode));
      return;
    }
    const last = /^[)\]}>]$/.test(siblings[at + 1]?.type ?? '');
    const hole = siblings[at - 1]?.type === ',' || siblings[at - 1]?.type === '[';
    if (!last || (hole && /^array/.test(parent.type))) emit(',');
  };

  const template = (node: SyntaxNode, below: SyntaxNode[], tagged: boolean): void => {
    emit('`');
    let at = node.startIndex + 1;
    const chunk = (to: number): void => {
      const raw = source.slice(at, to);
      if (raw !== '') emit(tagged ? raw : String(valueOf(`\`${raw}\``)));
    };
    for (const child of node.children) {
      if (child.type !== 'template_substitution') continue;
      chunk(child.startIndex);
      visit(child, below);
      at = child.endIndex;
    }
    chunk(node.endIndex - 1);
    emit('`');
  };
  visit(root, []);
  return tokens;
}

/** What stands inside parentheses. */
function plain(node: SyntaxNode | undefined): SyntaxNode | undefined {
  const inner = node?.type === 'parenthesized_expression' ? node.children.filter((child) => child.isNamed && child.type !== 'comment') : [];
  return inner.length === 1 ? plain(inner[0]) : node;
}

/** The value of a literal, from the engine that runs scripts. */
function valueOf(literal: string): unknown {
  try {
    return runInThisContext(`(${literal})`);
  } catch {
    return literal;
  }
}

/** The type argument of `Array<T>`; null for every other type. */
function onlyArgument(node: SyntaxNode, textOf: (node: SyntaxNode) => string): SyntaxNode[] | null {
  const name = node.children.find((child) => child.field === 'name');
  const list = node.children.find((child) => child.field === 'type_arguments');
  const args = list?.children.filter((child) => child.isNamed && child.type !== 'comment') ?? [];
  return name && textOf(name) === 'Array' && args.length === 1 ? args : null;
}
