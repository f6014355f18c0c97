import { AppError } from '../../errors.ts';
import { commentText, lineComment } from '../literals.ts';
import type { Declaration, Expression, FunctionNode, ImportNode, Statement } from '../nodes.ts';
import type { PrintStyle } from '../style.ts';
import { bracketed, type Layout } from './layout.ts';
import { printPythonExpression, printPythonParameters, printPythonType } from './python-expression.ts';
import { refuse } from './refuse.ts';

export function printPythonImport(node: ImportNode): string {
  if (node.names.length > 0) return `from ${node.module} import ${node.names.join(', ')}`;
  return `import ${node.module}${node.default && node.default !== node.module ? ` as ${node.default}` : ''}`;
}

export function printPythonStatements(body: Statement[], depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  const lines = body
    .map((statement) => (statement.kind === 'blank' ? '\n' : `${pad}${statementText(statement, depth, layout)}\n`))
    .join('');
  return body.some((statement) => statement.kind !== 'blank' && statement.kind !== 'comment') ? lines : `${lines}${pad}pass\n`;
}

function statementText(statement: Statement, depth: number, layout: Layout): string {
  const print = (expression: Expression, used = 0): string => printPythonExpression(expression, depth, layout, used);
  const pad = layout.style.indent.repeat(depth);
  const block = (body: Statement[]): string => printPythonStatements(body, depth + 1, layout).replace(/\n$/, '');
  switch (statement.kind) {
    case 'let': {
      const head = `${statement.names.join(', ')}${statement.type && statement.names.length === 1 ? `: ${printPythonType(statement.type)}` : ''} = `;
      return head + print(statement.value, head.length);
    }
    case 'declare':
      return `${statement.name}: ${printPythonType(statement.type ?? { kind: 'unknown' })}`;
    case 'assign': {
      const head = `${print(statement.target)} ${statement.operator ?? ''}= `;
      return head + print(statement.value, head.length);
    }
    case 'return':
      return statement.values.length === 0 ? 'return' : `return ${statement.values.map((value) => print(value, 7)).join(', ')}`;
    case 'if': {
      const before = statement.before ? `${statementText(statement.before, depth, layout)}\n${pad}` : '';
      const head = `${before}if ${print(statement.condition)}:\n${block(statement.then)}`;
      if (!statement.otherwise) return head;
      const [only] = statement.otherwise;
      if (statement.otherwise.length === 1 && only?.kind === 'if' && !only.before)
        return `${head}\n${pad}el${statementText(only, depth, layout)}`;
      return `${head}\n${pad}else:\n${block(statement.otherwise)}`;
    }
    case 'each':
      return `for ${statement.name} in ${print(statement.source)}:\n${block(statement.body)}`;
    case 'count': {
      const fromZero = statement.from.kind === 'number' && statement.from.value === 0;
      return `for ${statement.name} in range(${fromZero ? '' : `${print(statement.from)}, `}${print(statement.to)}):\n${block(statement.body)}`;
    }
    case 'loop':
      return `while ${statement.condition ? print(statement.condition) : 'True'}:\n${block(statement.body)}`;
    case 'expression':
      return print(statement.value);
    case 'spawn':
    case 'forever':
      throw new AppError('UNSUPPORTED', `This language has no form for the node "${statement.kind}".`);
    case 'defer':
      return print(statement.call);
    case 'raise': {
      const type = statement.type ?? 'RuntimeError';
      return `raise ${type}(${print(statement.message)})${statement.cause ? ` from ${print(statement.cause)}` : ''}`;
    }
    case 'try': {
      const handlers = statement.catches.map(({ types, name, body }) => {
        const what = types.length === 0 ? 'Exception' : types.length === 1 ? types[0] : `(${types.join(', ')})`;
        return `\n${pad}except ${what}${name ? ` as ${name}` : ''}:\n${block(body)}`;
      });
      const always = statement.always ? `\n${pad}finally:\n${block(statement.always)}` : '';
      return `try:\n${block(statement.body)}${handlers.join('')}${always}`;
    }
    case 'with':
      return `with ${print(statement.resource)} as ${statement.name}:\n${block(statement.body)}`;
    case 'break':
    case 'continue':
      return statement.kind;
    case 'define':
      return printPythonFunction(statement.function, depth, layout).slice(pad.length).replace(/\n$/, '');
    case 'comment':
      return `# ${lineComment(statement.text)}`;
    case 'blank':
      return '';
    default:
      return refuse('Python', statement);
  }
}

const docstring = (doc: string | undefined, pad: string): string => (doc ? `${pad}"""${commentText(doc)}"""\n` : '');

export function printPythonFunction(node: FunctionNode, depth: number, layout: Layout): string {
  const pad = layout.style.indent.repeat(depth);
  const decorators = (node.decorators ?? []).map((decorator) => `${pad}@${printPythonExpression(decorator, depth, layout, 1)}\n`).join('');
  const head = `${node.async ? 'async ' : ''}def ${node.name}`;
  const parameters = (at: number): string[] => [
    ...(node.receiver ? [node.receiver.name] : []),
    ...printPythonParameters(node.parameters, at, layout),
  ];
  const result = node.result ? ` -> ${printPythonType(node.result)}` : '';
  const signature = bracketed('(', parameters, ')', depth, head.length + result.length + 1, layout);
  return `${decorators}${pad}${head}${signature}${result}:\n${docstring(node.doc, pad + layout.style.indent)}${printPythonStatements(node.body, depth + 1, layout)}`;
}

export function printPythonDeclaration(node: Declaration, layout: Layout): string {
  const pad = layout.style.indent;
  switch (node.kind) {
    case 'function':
      return printPythonFunction(node, 0, layout);
    case 'statements':
      return printPythonStatements(node.body, 0, layout);
    case 'entry': {
      const quote = (style: PrintStyle): string => style.quote;
      return `if __name__ == ${quote(layout.style)}__main__${quote(layout.style)}:\n${printPythonStatements(node.body, 1, layout)}`;
    }
    case 'record': {
      // Dataclass fields without a default must come first.
      const fields = [...node.fields.filter((field) => !field.optional), ...node.fields.filter((field) => field.optional)].map((field) =>
        field.optional
          ? `${pad}${field.name}: Optional[${printPythonType(field.type)}] = None\n`
          : `${pad}${field.name}: ${printPythonType(field.type)}\n`,
      );
      const head = node.form === 'model' ? `class ${node.name}(BaseModel):\n` : `@dataclass\nclass ${node.name}:\n`;
      const doc = docstring(node.doc, pad);
      return head + doc + (doc && fields.length > 0 ? '\n' : '') + (fields.length > 0 ? fields.join('') : doc ? '' : `${pad}pass\n`);
    }
    case 'class': {
      const bases = node.bases.map((base) => printPythonExpression(base, 0, layout)).join(', ');
      const methods = node.members
        .map((member) => (member.kind === 'function' ? printPythonFunction(member, 1, layout) : refuse('Python', member)))
        .join('\n');
      return `class ${node.name}${bases ? `(${bases})` : ''}:\n${docstring(node.doc, pad)}${node.doc ? '\n' : ''}${methods || `${pad}pass\n`}`;
    }
    default:
      return refuse('Python', node);
  }
}
