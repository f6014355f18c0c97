import { name } from '#domain/ir/build';
import { nameWords } from '#domain/ir/names';
import type { Expression, Statement } from '#domain/ir/nodes';
import type { EditResult, TextEdit } from '../../editing/edit-source.ts';
import { isError, resultTypes } from '../../rewriting/go-results.ts';
import { zeroValue } from '../../rewriting/go-zero.ts';
import { lineOf } from '../../rewriting/lines.ts';
import { moduleName, printedAt, refuse, type Subject } from '../../rewriting/rewrite.ts';
import { allNodes, dottedName, functionsOf } from '../../rewriting/visit.ts';
import { lineStart } from '../../syntax/source-view.ts';
import type { Words } from '../instruction.ts';
import { givesError } from './go-errors.ts';

type Call = Extract<Expression, { kind: 'call' }>;
type Let = Extract<Statement, { kind: 'let' }>;
type AssignParts = Extract<Statement, { kind: 'assignParts' }>;
type Assign = Extract<Statement, { kind: 'assign' }>;

/** What happens with an error: it is given back with what was done, or written to the log. */
export type GoHandling = 'rethrow' | 'log';

/** Every error that a function of Go leaves unlooked at, within `lines` where they are given. */
export function handleGoErrors(subject: Subject, handling: GoHandling, lines: { start: number; end: number } | null): EditResult {
  const { node, text, view } = subject;
  const isProgram = node.kind === 'function' && /^(?:main|init)$/.test(subject.name) && !node.receiver;
  if (handling === 'rethrow' && !isProgram && !isError(resultTypes(subject).at(-1)))
    return refuse(
      `\`${subject.name}\` gives no error, so it cannot pass one on. Let it return an error, or ask to log it.`,
      `\`${subject.name}\` 不返回 error，无法向上传递。请让它返回 error，或要求记录日志。`,
    );
  const fmt = moduleName(subject, 'fmt');
  const log = moduleName(subject, 'log');
  const imports = new Map<string, NonNullable<EditResult['imports']>>();
  const edits: TextEdit[] = [];
  const unknown: number[] = [];
  let count = 0;

  const act = (call: Call): Statement[] => {
    const what = nameWords((dottedName(call.callee) ?? 'call').split('.').at(-1) ?? 'call')
      .join(' ')
      .toLowerCase();
    if (isProgram || handling === 'log') {
      imports.set('log', log.imports);
      return [
        {
          kind: 'expression',
          value: {
            kind: 'call',
            callee: name(`${log.name}.${isProgram && handling === 'rethrow' ? 'Fatalf' : 'Printf'}`),
            args: [{ kind: 'string', value: `${what}: %v` }, name('err')],
          },
        },
      ];
    }
    imports.set('fmt', fmt.imports);
    const unknownTypes: Statement[] = [];
    const zeros = resultTypes(subject)
      .slice(0, -1)
      .map((type, at): Expression => {
        const zero = zeroValue(type, subject.module);
        if (zero) return zero;
        unknownTypes.push({ kind: 'declare', name: `none${at === 0 ? '' : at + 1}`, type });
        return name(`none${at === 0 ? '' : at + 1}`);
      });
    const wrapped: Expression = {
      kind: 'call',
      callee: name(`${fmt.name}.Errorf`),
      args: [{ kind: 'string', value: `${what}: %w` }, name('err')],
    };
    return [...unknownTypes, { kind: 'return', values: [...zeros, wrapped] }];
  };
  const condition: Expression = { kind: 'binary', operator: '!=', left: name('err'), right: { kind: 'null' } };
  const check = (call: Call): Statement => ({ kind: 'if', condition, then: act(call) });
  const insertBehind = (statement: Statement, call: Call): void => {
    const indent = indentAt(text, statement.span?.start ?? 0);
    const at = endOfLine(text, statement.span?.end ?? 0);
    edits.push({ path: view.path, start: at, end: at, text: `\n${printedAt(subject, [check(call)], indent).join('\n')}` });
  };
  /** `if call; err != nil { … }` in the place of a statement that is the call alone. */
  const around = (statement: Statement, call: Call, names: readonly string[]): void => {
    const { start, end } = statement.span ?? { start: 0, end: 0 };
    const callText = text.slice(call.span?.start ?? 0, call.span?.end ?? 0);
    const body = printedAt(subject, act(call), `${indentAt(text, start)}\t`).join('\n');
    edits.push({
      path: view.path,
      start,
      end,
      text: `if ${[...names, 'err'].join(', ')} := ${callText}; err != nil {\n${body}\n${indentAt(text, start)}}`,
    });
  };

  const into = (list: readonly Statement[]): void => {
    for (const [at, statement] of list.entries()) {
      const inLines = !lines || (statement.span !== undefined && lines.start <= statement.span.start && statement.span.end <= lines.end);
      if (inLines && statement.span) handle(statement, list.slice(at + 1));
      for (const inner of innerLists(statement)) into(inner);
    }
  };
  const handle = (statement: Statement, rest: readonly Statement[]): void => {
    // What an `if` throws away in front of its condition has no place for a check of its own.
    if (statement.kind === 'if' && statement.before?.kind === 'let' && statement.before.names.at(-1) === '_' && callOf(statement.before))
      unknown.push(lineOf(text, statement.span?.start ?? 0));
    const call = callOf(statement);
    if (!call) return;
    const results = resultCount(subject, call);
    if (statement.kind === 'expression') {
      if (results === null) return;
      count += 1;
      around(statement, call, Array<string>(results - 1).fill('_'));
      return;
    }
    if (statement.kind !== 'let' && statement.kind !== 'assign' && statement.kind !== 'assignParts') return;
    const names = namesOf(statement);
    if (!names) return;
    const last = names.at(-1);
    if (last === 'err' && statement.kind === 'let') {
      const next = rest.find((each) => each.kind !== 'comment' && each.kind !== 'blank');
      const looked =
        next !== undefined && allNodes<Extract<Expression, { kind: 'name' }>>(next, 'name').some((each) => each.name === 'err');
      if (looked || (next === undefined && results === null)) return;
      count += 1;
      insertBehind(statement, call);
      return;
    }
    if (last !== '_') return;
    if (results === null) {
      unknown.push(lineOf(text, statement.span?.start ?? 0));
      return;
    }
    count += 1;
    if (names.every((each) => each === '_')) return around(statement, call, names.slice(0, -1));
    const before = text.slice(statement.span?.start ?? 0, call.span?.start ?? 0);
    const blank = (statement.span?.start ?? 0) + before.lastIndexOf('_');
    edits.push({ path: view.path, start: blank, end: blank + 1, text: 'err' });
    if (statement.kind !== 'let' && !isKnownBefore(subject, statement.span?.start ?? 0))
      edits.push({
        path: view.path,
        start: statement.span?.start ?? 0,
        end: statement.span?.start ?? 0,
        text: `var err error\n${indentAt(text, statement.span?.start ?? 0)}`,
      });
    insertBehind(statement, call);
  };
  into(node.body);
  const notes: Words[] = unknown.length > 0 ? [leftAlone(unknown)] : [];
  if (count === 0)
    return unknown.length > 0
      ? refuse(
          `It is not known here whether what is thrown away in line ${unknown.join(', ')} is an error. Write \`err\` in the place of \`_\` where it is.`,
          `无法确定第 ${unknown.join('、')} 行丢弃的是否为 error。如果是，请把 \`_\` 改为 \`err\`。`,
        )
      : {
          edits: [],
          notes: [],
          exists: { en: `\`${subject.name}\` looks at every error that is known here`, zh: `\`${subject.name}\` 已处理所有已知的错误` },
        };
  return { edits, imports: [...imports.values()].flat(), notes };
}

const leftAlone = (lines: readonly number[]): Words => ({
  en: `What is thrown away in line ${lines.join(', ')} may be no error, so it was left`,
  zh: `第 ${lines.join('、')} 行丢弃的不一定是 error，保持不变`,
});

const indentAt = (text: string, at: number): string => /^[ \t]*/.exec(text.slice(lineStart(text, at)))?.[0] ?? '';

/** Behind the comment of a line. */
function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  const stop = end < 0 ? text.length : end;
  return text.charAt(stop - 1) === '\r' ? stop - 1 : stop;
}

function callOf(statement: Statement): Call | null {
  if (statement.kind !== 'expression' && statement.kind !== 'let' && statement.kind !== 'assign' && statement.kind !== 'assignParts')
    return null;
  return statement.value.kind === 'call' ? statement.value : null;
}

function namesOf(statement: Let | Assign | AssignParts): string[] | null {
  if (statement.kind === 'let') return statement.names;
  if (statement.kind === 'assignParts')
    return statement.pattern.kind === 'listPattern'
      ? statement.pattern.items.map((each) => (each === null ? '_' : each.kind === 'name' ? each.name : 'place'))
      : null;
  if (statement.operator) return null;
  const items = statement.target.kind === 'tuple' ? statement.target.items : [statement.target];
  return items.map((each) => (each.kind === 'name' ? each.name : 'place'));
}

/** How many results a call gives, where the last is known to be an error; null elsewhere. */
function resultCount(subject: Subject, call: Call): number | null {
  const dotted = dottedName(call.callee);
  if (dotted === null) return null;
  const [head = '', last] = dotted.split('.');
  const own = functionsOf(subject.module).filter(
    (each) => each.name === (last ?? head) && (last === undefined ? each.owner === null : each.owner !== null),
  );
  const isModule = subject.view.imports.some(({ module, alias }) => (alias ?? module.split('/').at(-1)) === head);
  if (!isModule && own.length === 1 && own[0]) {
    const types = resultTypes(own[0]);
    return isError(types.at(-1)) ? types.length : null;
  }
  if (!isModule || !givesError(dotted)) return null;
  return onlyError.has(dotted) ? 1 : 2;
}

const onlyError = new Set(
  'os.WriteFile os.Remove os.RemoveAll os.Rename os.Mkdir os.MkdirAll os.Chdir os.Chmod os.Chown os.Chtimes os.Setenv os.Unsetenv os.Symlink os.Link os.Truncate json.Unmarshal json.Compact json.Indent xml.Unmarshal http.ListenAndServe http.ListenAndServeTLS http.Serve filepath.Walk filepath.WalkDir fs.WalkDir binary.Read binary.Write ioutil.WriteFile'.split(
    ' ',
  ),
);

/** Whether `err` is declared in front of a place, in a block around it. */
const isKnownBefore = ({ scopes, span }: Subject, at: number): boolean =>
  scopes.declarations.some((each) => {
    const scope = scopes.scopes[each.scope];
    return (
      each.name === 'err' &&
      each.span.start < at &&
      scope !== undefined &&
      scope.start <= at &&
      at <= scope.end &&
      each.scope !== 0 &&
      each.span.start >= span.start
    );
  });

/** The lists of statements inside a statement, without those of functions in it. */
function innerLists(statement: Statement): Statement[][] {
  const lists: Statement[][] = [];
  for (const [part, value] of Object.entries(statement)) {
    if (['body', 'then', 'otherwise', 'always'].includes(part) && Array.isArray(value)) lists.push(value as Statement[]);
    if (part === 'cases' && Array.isArray(value)) for (const each of value as { body: Statement[] }[]) lists.push(each.body);
  }
  return lists;
}
