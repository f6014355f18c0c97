import { bind, call, fromJson, lambda, name, nothing, run, text } from '#domain/ir/build';
import { distinct, isReserved, kebabCase, snakeCase, typeName, valueName } from '#domain/ir/names';
import type { Declaration, Expression, FunctionNode, ImportNode, Statement } from '#domain/ir/nodes';
import { type IrType, named, pointerTo } from '#domain/ir/types';
import type { TestCase } from '../../reading/cases.ts';
import type { Change, Target, Words } from '../instruction.ts';

/** Names that the code around the cases uses. */
const frames: Record<Target['language'], readonly string[]> = {
  typescript: ['assert', 'describe', 'test'],
  javascript: ['assert', 'describe', 'test'],
  python: ['unittest', 'pytest', 'Exception'],
  go: ['t', 'got', 'err', 'reflect', 'testing'],
};

/** The call as people read it, in the name of its case. */
const shown = (subject: string, { inputs }: TestCase): string => `${subject}(${inputs.map((each) => JSON.stringify(each)).join(', ')})`;
const outcome = (each: TestCase): string => (each.outcome.form === 'fails' ? 'fails' : `gives ${JSON.stringify(each.outcome.value)}`);

/** The module of a file, for a test beside it; null where it is of the same package. */
function sourceAt(file: string, language: Target['language']): { module: string; assumed: boolean } | null {
  if (language === 'go') return null;
  const path = file.replace(/\.\w+$/, '');
  return { module: language === 'python' ? path.split('/').join('.') : `./${path.split('/').at(-1)}.js`, assumed: false };
}

/** From where the test gets the function; null where it stands in the same package, or where the file has it already. */
function source(subject: string, { language, view }: Target): { module: string; assumed: boolean } | null {
  if (language === 'go') return null;
  if (view && (view.declared.includes(subject) || !view.imports.some((each) => each.names.includes(subject)))) {
    if (view.declared.includes(subject)) return sourceAt(view.path, language);
  }
  if (view?.imports.some((each) => each.names.includes(subject))) return null;
  const file = language === 'python' ? valueName(subject, 'python') : kebabCase(subject) || 'subject';
  return { module: language === 'python' ? file : `./${file}.js`, assumed: true };
}

/** A function that is written in the same proposal: its file, its types, and whether it gives an error beside its value. */
export interface MadeFunction {
  path: string;
  parameters: readonly IrType[];
  result?: IrType | undefined;
  fallible: boolean;
}

export function lowerTest(cases: readonly TestCase[], stem: string | null, target: Target, made?: MadeFunction): Change {
  const { language } = target;
  const given = cases[0]?.subject ?? 'subject';
  const subject = /^[A-Za-z_][A-Za-z0-9_]*$/.test(given) ? given : valueName(given, language);
  // What means something else in the test itself is imported under another name.
  const hidden = isReserved(subject, language) || frames[language].includes(subject);
  const safe = hidden ? `${subject}_` : subject;
  const from = made ? sourceAt(made.path, language) : source(subject, target);
  const imports: ImportNode[] = from
    ? [{ module: from.module, names: [hidden && !isReserved(subject, language) ? `${subject} as ${safe}` : safe] }]
    : [];
  const tests =
    language === 'go' ? goTest(safe, cases, made) : language === 'python' ? pythonTest(safe, cases, target) : scriptTest(safe, cases);
  const notes: Words[] = from?.assumed
    ? [{ en: `Assumed that \`${safe}\` comes from \`${from.module}\`.`, zh: `假定 \`${safe}\` 来自 \`${from.module}\`。` }]
    : [];
  return { ...tests, imports: [...tests.imports, ...imports], notes, fileStem: stem ?? given, test: true };
}

type Made = Pick<Change, 'imports' | 'declarations' | 'names'>;

function scriptTest(subject: string, cases: readonly TestCase[]): Made {
  const titles = distinct(cases.map((each) => `${shown(subject, each)} ${outcome(each)}`));
  const tests = cases.map((each, at): Statement => {
    const made = call({ kind: 'name', name: subject }, ...each.inputs.map(fromJson));
    const check =
      each.outcome.form === 'fails'
        ? call('assert.throws', lambda([], [{ kind: 'return', values: [made] }]))
        : call('assert.deepStrictEqual', made, fromJson(each.outcome.value));
    return run(call('test', text(titles[at] ?? ''), lambda([], [run(check)])));
  });
  return {
    imports: [
      { module: 'node:assert/strict', names: [], default: 'assert' },
      { module: 'node:test', names: ['describe', 'test'] },
    ],
    declarations: [{ kind: 'statements', body: [run(call('describe', text(subject), lambda([], tests)))] }],
    names: [],
  };
}

function pythonTest(subject: string, cases: readonly TestCase[], target: Target): Made {
  const names = distinct(
    cases.map((each, at) => `test_${snakeCase(`${each.inputs.map((input) => String(input)).join(' ')}`).slice(0, 40) || at + 1}`),
  );
  const made = (each: TestCase): Expression => call({ kind: 'name', name: subject }, ...each.inputs.map(fromJson));
  if (target.dependencies.has('pytest')) {
    const functions = cases.map((each, at): FunctionNode => {
      const body: Statement[] =
        each.outcome.form === 'fails'
          ? [{ kind: 'with', resource: call('pytest.raises', name('Exception')), name: null, body: [run(made(each))] }]
          : [{ kind: 'assert', condition: { kind: 'binary', operator: '==', left: made(each), right: fromJson(each.outcome.value) } }];
      return {
        kind: 'function',
        name: names[at]?.replace(/^test/, `test_${snakeCase(subject)}`) ?? 'test',
        parameters: [],
        result: { kind: 'nothing' },
        body,
      };
    });
    const raises = cases.some((each) => each.outcome.form === 'fails');
    return { imports: raises ? [{ module: 'pytest', names: [] }] : [], declarations: functions, names: functions.map((each) => each.name) };
  }
  const type = `${typeName(subject, 'python')}Test`;
  const members = cases.map((each, at): FunctionNode => {
    const body: Statement[] =
      each.outcome.form === 'fails'
        ? [{ kind: 'with', resource: call('self.assertRaises', name('Exception')), name: null, body: [run(made(each))] }]
        : [run(call('self.assertEqual', made(each), fromJson(each.outcome.value)))];
    return { kind: 'function', name: names[at] ?? 'test', parameters: [{ name: 'self' }], result: { kind: 'nothing' }, body };
  });
  return {
    imports: [{ module: 'unittest', names: [] }],
    declarations: [
      { kind: 'class', name: type, bases: [name('unittest.TestCase')], members },
      { kind: 'entry', body: [run(call('unittest.main'))] },
    ],
    names: [type],
  };
}

/** The type of a list of JSON in Go: of one kind of scalar, or of anything. */
function goElement(items: readonly unknown[]): IrType {
  if (items.length > 0 && items.every((each) => typeof each === 'string')) return { kind: 'string' };
  if (items.length > 0 && items.every((each) => typeof each === 'boolean')) return { kind: 'boolean' };
  if (items.length > 0 && items.every((each) => Number.isInteger(each))) return { kind: 'integer' };
  if (items.length > 0 && items.every((each) => typeof each === 'number')) return { kind: 'number' };
  return { kind: 'any' };
}

/** A literal of a type; of the narrowest that holds the value where none is known. */
function goValue(value: unknown, known?: IrType): Expression {
  if (value === null) return name('nil');
  if (Array.isArray(value)) {
    const element = known?.kind === 'list' ? known.element : goElement(value);
    const inner = known?.kind === 'list' ? element : undefined;
    return { kind: 'composite', type: { kind: 'list', element }, items: value.map((each) => ({ value: goValue(each, inner) })) };
  }
  if (typeof value === 'object') {
    const entries = Object.entries(value as object);
    const type: IrType = { kind: 'map', key: { kind: 'string' }, value: goElement(entries.map(([, each]) => each)) };
    return { kind: 'composite', type, items: entries.map(([key, each]) => ({ key: text(key), value: goValue(each) })) };
  }
  return fromJson(value);
}

function goTest(subject: string, cases: readonly TestCase[], known?: MadeFunction): Made {
  const own = typeName(subject, 'go');
  const failing = known?.fallible || cases.some((each) => each.outcome.form === 'fails');
  const deep = (each: TestCase): boolean =>
    each.outcome.form === 'value' && typeof each.outcome.value === 'object' && each.outcome.value !== null;
  const made = (each: TestCase): Expression =>
    call({ kind: 'name', name: subject }, ...each.inputs.map((input, at) => goValue(input, known?.parameters[at])));
  const body = cases.map((each): Statement => {
    const title = shown(subject, each);
    if (each.outcome.form === 'fails')
      return {
        kind: 'if',
        before: bind(['_', 'err'], made(each)),
        condition: { kind: 'binary', operator: '==', left: name('err'), right: nothing },
        then: [run(call('t.Error', text(`${title} gives no error`)))],
      };
    const want = goValue(each.outcome.value, known?.result);
    // A call that may fail has a second result; of one that never does the comparison is with the value alone.
    const names = failing ? ['got', 'err'] : ['got'];
    const differs: Expression = deep(each)
      ? { kind: 'unary', operator: 'not', operand: call('reflect.DeepEqual', name('got'), want) }
      : { kind: 'binary', operator: '!=', left: name('got'), right: want };
    const wrong: Expression = failing
      ? { kind: 'binary', operator: 'or', left: { kind: 'binary', operator: '!=', left: name('err'), right: nothing }, right: differs }
      : differs;
    const said = `${title.replace(/%/g, '%%')} = %v${failing ? ', %v' : ''}, want %v`;
    return {
      kind: 'if',
      before: bind(names, made(each)),
      condition: wrong,
      then: [run(call('t.Errorf', text(said), ...names.map((each_) => name(each_)), want))],
    };
  });
  const function_: Declaration = {
    kind: 'function',
    name: `Test${own}`,
    parameters: [{ name: 't', type: pointerTo(named('testing.T')) }],
    body,
  };
  return {
    imports: [...(cases.some(deep) ? [{ module: 'reflect', names: [] }] : []), { module: 'testing', names: [] }],
    declarations: [function_],
    names: [function_.name],
  };
}
