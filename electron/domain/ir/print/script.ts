import { AppError } from '../../errors.ts';
import { commentText, scriptString } from '../literals.ts';
import { isReserved } from '../names.ts';
import type { Declaration, FunctionNode, ImportNode } from '../nodes.ts';
import type { Layout } from './layout.ts';
import { refuse } from './refuse.ts';
import { printScriptExpression, printScriptParameters } from './script-expression.ts';
import { printScriptBlock, printScriptStatements } from './script-statement.ts';
import { printScriptType } from './script-type.ts';

const end = (layout: Layout): string => (layout.style.semicolons ? ';' : '');

/** One import line, as an ES module or with `require` where the file is CommonJS. */
export function printScriptImport(node: ImportNode, layout: Layout, form: 'module' | 'require'): string {
  const from = scriptString(node.module, layout.style.quote);
  const listed = node.names.length > 0 ? `{ ${node.names.join(', ')} }` : '';
  if (form === 'require') {
    const target = node.default ?? listed;
    return target === '' ? `require(${from})${end(layout)}` : `const ${target} = require(${from})${end(layout)}`;
  }
  const what = [node.default ?? '', listed].filter((part) => part !== '').join(', ');
  return `import ${node.typeOnly ? 'type ' : ''}${what === '' ? '' : `${what} from `}${from}${end(layout)}`;
}

const docComment = (doc: string | undefined, pad: string): string => (doc ? `${pad}/** ${commentText(doc)} */\n` : '');

function functionText(node: FunctionNode, depth: number, layout: Layout, method: boolean): string {
  const pad = layout.style.indent.repeat(depth);
  const generics = layout.types && node.typeParameters?.length ? `<${node.typeParameters.map(({ name }) => name).join(', ')}>` : '';
  const result =
    layout.types && node.result ? `: ${node.async ? `Promise<${printScriptType(node.result)}>` : printScriptType(node.result)}` : '';
  const head = `${!method && node.exported ? 'export ' : ''}${node.async ? 'async ' : ''}${method ? '' : 'function '}${node.name}${generics}`;
  return `${docComment(node.doc, pad)}${pad}${head}(${printScriptParameters(node.parameters, depth, layout)})${result} ${printScriptBlock(node.body, depth, layout)}\n`;
}

/** One top-level declaration with its line break. */
export function printScriptDeclaration(node: Declaration, layout: Layout): string {
  switch (node.kind) {
    case 'function':
      return functionText(node, 0, layout, false);
    case 'statements':
    case 'entry':
      return printScriptStatements(node.body, 0, layout);
    case 'record': {
      const pad = layout.style.indent;
      const exported = node.exported ? 'export ' : '';
      if (layout.types && node.form === 'interface') {
        const fields = node.fields.map(
          (field) => `${pad}${key(field.name, layout)}${field.optional ? '?' : ''}: ${printScriptType(field.type)}${end(layout)}\n`,
        );
        return `${docComment(node.doc, '')}${exported}interface ${node.name} {\n${fields.join('')}}\n`;
      }
      return recordClass(node, exported, layout);
    }
    case 'class': {
      const [base] = node.bases;
      const head = `class ${node.name}${base ? ` extends ${printScriptExpression(base, 0, layout)}` : ''}`;
      return `${docComment(node.doc, '')}${head} {\n${node.members.map((member) => (member.kind === 'function' ? functionText(member, 1, layout, true) : refuse('TypeScript', member))).join('\n')}}\n`;
    }
    default:
      throw new AppError('UNSUPPORTED', 'This declaration has no form in TypeScript or JavaScript.');
  }
}

const key = (name: string, layout: Layout): string =>
  /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : scriptString(name, layout.style.quote);

function recordClass(node: Extract<Declaration, { kind: 'record' }>, exported: string, layout: Layout): string {
  const pad = layout.style.indent;
  const wrapped = (name: string): string => (isReserved(name, 'javascript') ? `${key(name, layout)}: ${name}_` : key(name, layout));
  const required = node.fields.filter((field) => !field.optional).concat(node.fields.filter((field) => field.optional));
  const declared = layout.types
    ? `${node.fields.map((field) => `${pad}${key(field.name, layout)}${field.optional ? '?' : ''}: ${printScriptType(field.type)}${end(layout)}\n`).join('')}\n`
    : '';
  if (required.length === 0) return `${docComment(node.doc, '')}${exported}class ${node.name} {}\n`;
  const bag = `{ ${required.map((field) => wrapped(field.name)).join(', ')} }`;
  const bagType = layout.types
    ? `: { ${required.map((field) => `${key(field.name, layout)}${field.optional ? '?' : ''}: ${printScriptType(field.type)}`).join('; ')} }`
    : '';
  const assigned = required.map(
    (field) => `${pad}${pad}this.${field.name} = ${isReserved(field.name, 'javascript') ? `${field.name}_` : field.name}${end(layout)}\n`,
  );
  return `${docComment(node.doc, '')}${exported}class ${node.name} {\n${declared}${pad}constructor(${bag}${bagType}) {\n${assigned.join('')}${pad}}\n}\n`;
}
