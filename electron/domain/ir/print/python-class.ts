import { call } from '../build.ts';
import type { ClassMember, ClassNode, Declaration, Statement } from '../nodes.ts';
import { tidyMembers, withoutPass } from '../read/python-tidy.ts';
import type { TypeMember } from '../types.ts';
import type { Layout } from './layout.ts';
import { bodyText, docstring, pythonComment, trailingComment } from './python-comment.ts';
import { argumentDocs } from './python-expression.ts';
import { decoratorLines, printPythonFunction, typeParameterText } from './python-function.ts';
import { group, render } from './python-layout.ts';
import { printPythonType, typeDoc } from './python-type.ts';
import { refuse } from './refuse.ts';

/** A class and what Python writes as one: a record, an enumeration, an interface; a name for a type; and functions. */
export function printPythonClassLike(node: Declaration, depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  const inner = pad + layout.style.indent;
  const documented = (doc: string | undefined, lines: string): string => {
    const text = docstring(doc, inner);
    return text === '' ? lines || `${inner}pass\n` : lines === '' ? text : `${text}\n${lines}`;
  };
  switch (node.kind) {
    case 'function':
      return printPythonFunction(node, depth, layout);
    case 'class':
      return printClass(node, depth, layout);
    case 'record': {
      // Dataclass fields without a default must come first.
      const fields = [...node.fields.filter((field) => !field.optional), ...node.fields.filter((field) => field.optional)].map((field) =>
        field.optional
          ? `${inner}${field.name}: Optional[${printPythonType(field.type)}] = None\n`
          : `${inner}${field.name}: ${printPythonType(field.type)}\n`,
      );
      const head = node.form === 'model' ? `${pad}class ${node.name}(BaseModel):\n` : `${pad}@dataclass\n${pad}class ${node.name}:\n`;
      return head + documented(node.doc, fields.join(''));
    }
    case 'enum': {
      const members = node.members.map(({ name, value }) => {
        const given: Statement = { kind: 'assign', target: { kind: 'name', name }, value: value ?? call('auto') };
        return layout.statements([given], depth + 1, layout);
      });
      return `${pad}class ${node.name}(Enum):\n${documented(node.doc, members.join(''))}`;
    }
    case 'interface': {
      if (node.typeParameters?.length) return refuse('Python', { kind: 'interface with type parameters' });
      const bases = [...(node.extends ?? []).map(printPythonType), 'Protocol'].join(', ');
      const members = node.members.map((member, at) => {
        const before = node.members[at - 1];
        const isBeside = before && before.kind !== 'comment' && (before.kind === 'method' || member.kind === 'method');
        return (isBeside ? '\n' : '') + interfaceMember(member, depth + 1, layout);
      });
      // Comments alone make no class.
      const filler = node.members.every(({ kind }) => kind === 'comment') && node.members.length > 0 && !node.doc ? `${inner}pass\n` : '';
      return `${pad}class ${node.name}(${bases}):\n${documented(node.doc, members.join('') + filler)}`;
    }
    case 'type':
      return node.typeParameters?.length || node.lazy
        ? `${pad}type ${node.name}${typeParameterText(node.typeParameters)} = ${printPythonType(node.type)}\n`
        : `${pad}${node.name} = ${render(typeDoc(node.type), depth, node.name.length + 3, layout.style, true)}\n`;
    case 'statements':
      return layout.statements(node.body, depth, layout);
    default:
      return refuse('Python', node);
  }
}

function interfaceMember(member: TypeMember, depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  switch (member.kind) {
    case 'property': {
      const type = printPythonType(member.type ?? { kind: 'unknown' });
      return `${pad}${member.name}: ${member.optional ? `Optional[${type}]` : type}\n`;
    }
    case 'method': {
      const parameters = member.type.parameters.map(({ name, type }, at) => ({ name: name ?? `value${at + 1}`, type }));
      const result = member.type.result ?? { kind: 'void' as const };
      const signature = { kind: 'function' as const, name: member.name || '__call__', receiver: { name: 'self' }, parameters, result };
      return printPythonFunction({ ...signature, body: [], bodyless: true }, depth, layout);
    }
    case 'comment':
      return `${pad}${pythonComment(member.text)}\n`;
    default:
      return refuse('Python', member);
  }
}

function printClass(node: ClassNode, depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  const head = `class ${node.name}${typeParameterText(node.typeParameters)}`;
  const supers = argumentDocs(node.bases, node.named ?? [], layout.style.quote);
  const bases = supers.length > 0 ? render(group('(', supers, ')'), depth, head.length + 1, layout.style) : '';
  const doc = docstring(node.doc, pad + layout.style.indent);
  const tidy = tidyMembers(doc === '' ? withoutPass(node.members) : node.members);
  let members = '';
  tidy.forEach((member, at) => {
    members += (at > 0 ? gapBetween(tidy[at - 1] as ClassMember, member) : '') + printMember(member, depth + 1, layout);
  });
  const quiet = tidy.every(
    (member) =>
      member.kind === 'comment' || (member.kind === 'code' && member.body.every(({ kind }) => kind === 'blank' || kind === 'comment')),
  );
  const rest = quiet && doc === '' ? `${members}${pad}${layout.style.indent}pass\n` : members;
  const gap = doc !== '' && rest !== '' ? '\n' : '';
  return `${decoratorLines(node.decorators, depth, layout)}${pad}${head}${bases}:${trailingComment(node.trailing)}\n${doc}${gap}${rest}`;
}

/** An empty line beside a function, unless a comment belongs to it. */
function gapBetween(before: ClassMember, after: ClassMember): string {
  if (before.kind === 'comment' || (before.kind === 'code' && before.body.at(-1)?.kind === 'blank')) return '';
  if (after.kind === 'code' && after.body[0]?.kind === 'blank') return '';
  return before.kind === 'function' || after.kind === 'function' ? '\n' : '';
}

function printMember(member: ClassMember, depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  switch (member.kind) {
    case 'function':
      return printPythonFunction(member, depth, layout);
    case 'field': {
      if (member.computed) return refuse('Python', { kind: 'field with a computed name' });
      const name = `${member.name}${member.type ? `: ${printPythonType(member.type)}` : ''}`;
      if (!member.value) return `${member.type ? `${pad}${name}` : `${pad}${name}: Any`}\n`;
      return layout.statements(
        [
          {
            kind: 'assign',
            target: { kind: 'name', name: member.name },
            value: member.value,
            ...(member.type ? { type: member.type } : {}),
          },
        ],
        depth,
        layout,
      );
    }
    case 'code':
      return bodyText(member.body, depth, layout, true);
    case 'comment':
      return `${pad}${pythonComment(member.text)}\n`;
    case 'opaque':
      return layout.statements([member], depth, layout);
    default:
      return refuse('Python', member);
  }
}
