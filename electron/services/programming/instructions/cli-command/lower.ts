import { binary, bind, call, callNamed, dictionary, fromJson, give, index, member, name, not, nothing, number, raise, run, text, when } from '#domain/ir/build';
import { distinct, kebabCase, valueName } from '#domain/ir/names';
import type { Expression, FunctionNode, Statement } from '#domain/ir/nodes';
import { integerType, listOf, named, optional, stringType, voidType } from '#domain/ir/types';
import type { TypedName } from '../../plan.ts';
import type { Change, Target } from '../instruction.ts';
import type { CliCommandPlan } from './schema.ts';

interface Option {
  /** As typed behind the dashes. */
  flag: string;
  variable: string;
  type: string;
  required: boolean;
  default: TypedName['default'];
}

const frame = ['args', 'values', 'parser', 'flags', 'err', 'argv', 'json', 'parse_args', 'parseArgs', 'flag', 'os', 'fmt', 'errors', 'strings', 'process', 'console', 'JSON', 'sys', 'argparse', 'Number', 'Error', 'options'];

function optionsOf(plan: CliCommandPlan, target: Target, own: string): Option[] {
  const flags = distinct(plan.options.map((option) => flagName(option.name)));
  const taken = [...frame, own];
  const variables = distinct([...taken, ...plan.options.map((option) => valueName(option.name, target.language))]).slice(taken.length);
  return plan.options.map((option, at) => ({
    flag: flags[at] ?? 'option',
    variable: variables[at] ?? 'value',
    type: option.type,
    required: !option.optional && option.default === null && option.type !== 'boolean',
    default: option.default,
  }));
}

/** parseArgs reads its options from an object, whose own `constructor` would be taken for one. */
const flagName = (name: string): string => {
  const flag = kebabCase(name) || 'option';
  return flag === 'constructor' ? 'constructor-value' : flag;
};

const isNumeric = (type: string): boolean => type === 'integer' || type === 'number';
const textDefault = (option: Option): string => (option.default === null ? '' : String(option.default));

export function lowerCliCommand(plan: CliCommandPlan, target: Target): Change {
  const own = valueName(plan.name.value, target.language);
  const options = optionsOf(plan, target, own);
  const made = target.language === 'go' ? lowerGo(plan, options, own) : target.language === 'python' ? lowerPython(plan, options, own) : lowerScript(plan, options, own, target);
  return {
    names: [own],
    fileStem: plan.name.value,
    notes: [
      { en: `The words do not say what \`${plan.name.value}\` does with its options; it prints them as JSON until that is written.`, zh: `请求没有说明 \`${plan.name.value}\` 如何处理选项；在补写之前，它以 JSON 打印这些选项。` },
      ...(target.view?.hasEntry ? [{ en: `The file has an entry point already, so call \`${own}\` from there.`, zh: `文件已有入口，请在其中调用 \`${own}\`。` }] : []),
    ],
    ...made,
  };
}

type Made = Pick<Change, 'imports' | 'declarations' | 'entry'>;
const shown = (options: Option[], value: (option: Option) => Expression): Expression => dictionary(options.map((option): [string, Expression] => [option.flag, value(option)]));

function lowerScript(plan: CliCommandPlan, options: Option[], own: string, target: Target): Made {
  const declared = dictionary(
    options.map((option): [string, Expression] => {
      const entries: [string, Expression][] = [['type', text(option.type === 'boolean' ? 'boolean' : 'string')]];
      if (option.type.endsWith('[]')) entries.push(['multiple', fromJson(true)]);
      if (option.type === 'boolean') entries.push(['default', fromJson(option.default === true)]);
      else if (option.default !== null) entries.push(['default', option.type.endsWith('[]') ? fromJson([textDefault(option)]) : text(textDefault(option))]);
      return [option.flag, dictionary(entries)];
    }),
  );
  const value = (option: Option): Expression => (/^[A-Za-z_]\w*$/.test(option.flag) ? name(`values.${option.flag}`) : index(name('values'), text(option.flag)));
  const reads = options.flatMap((option): Statement[] => {
    const it = name(option.variable);
    const checks: Statement[] = option.required ? [when(binary(value(option), '==', name('undefined')), [raise(`--${option.flag} is required`)])] : [];
    if (!isNumeric(option.type)) return [...checks, bind(option.variable, value(option))];
    const wrong = option.type === 'integer' ? not(call('Number.isInteger', it)) : call('Number.isNaN', it);
    const message = raise(`--${option.flag} must be ${option.type === 'integer' ? 'an integer' : 'a number'}`);
    if (option.required || option.default !== null) return [...checks, bind(option.variable, call('Number', value(option))), when(wrong, [message])];
    return [
      bind(option.variable, { kind: 'conditional', condition: binary(value(option), '==', name('undefined')), yes: name('undefined'), no: call('Number', value(option)) }),
      when(binary(binary(it, '!=', name('undefined')), 'and', wrong), [message]),
    ];
  });
  const node: FunctionNode = {
    kind: 'function',
    name: own,
    exported: target.view !== null && target.view.form !== 'require',
    doc: `The command ${plan.name.value}: ${options.map((option) => `--${option.flag}`).join(' ')}`.trim().replace(/:$/, ''),
    parameters: [{ name: 'args', type: listOf(stringType) }],
    result: voidType,
    body: [
      ...(options.length > 0 ? [bind('values', member(call('parseArgs', dictionary([['args', name('args')], ['options', declared]])), 'values'))] : [run(call('parseArgs', dictionary([['args', name('args')]])))]),
      ...reads,
      run(call('console.log', call('JSON.stringify', shown(options, (option) => name(option.variable))))),
    ],
  };
  const failed: Expression = { kind: 'conditional', condition: binary(name('error'), 'is', name('Error')), yes: name('error.message'), no: name('error') };
  const entry: Statement[] = [
    {
      kind: 'try',
      body: [run(call(own, call('process.argv.slice', number(2))))],
      catches: [{ types: [], name: 'error', body: [run(call('console.error', failed)), { kind: 'assign', target: name('process.exitCode'), value: number(2) }] }],
    },
  ];
  return { imports: [{ module: 'node:util', names: ['parseArgs'] }], declarations: [node], entry };
}

function lowerPython(plan: CliCommandPlan, options: Option[], own: string): Made {
  const types: Record<string, string> = { integer: 'int', number: 'float' };
  const adds = options.map((option): Statement => {
    const keywords: Record<string, Expression> = {};
    if (`--${option.flag}`.slice(2).replace(/-/g, '_') !== option.variable) keywords['dest'] = text(option.variable);
    const base = option.type.replace('[]', '');
    if (option.type === 'boolean') keywords['action'] = text('store_true');
    else if (types[base]) keywords['type'] = name(types[base]);
    if (option.type.endsWith('[]')) keywords['action'] = text('append');
    if (option.required) keywords['required'] = fromJson(true);
    if (option.default !== null && option.type !== 'boolean') keywords['default'] = option.type.endsWith('[]') ? fromJson([option.default]) : fromJson(isNumeric(option.type) ? Number(option.default) : String(option.default));
    return run(callNamed('parser.add_argument', [text(`--${option.flag}`)], keywords));
  });
  const node: FunctionNode = {
    kind: 'function',
    name: own,
    doc: `The command ${plan.name.value}.`,
    parameters: [{ name: 'argv', type: optional(listOf(stringType)), default: nothing }],
    result: integerType,
    body: [
      bind('parser', callNamed('argparse.ArgumentParser', [], { prog: text(plan.name.value) })),
      ...adds,
      options.length > 0 ? bind('args', call('parser.parse_args', name('argv'))) : run(call('parser.parse_args', name('argv'))),
      run(call('print', call('json.dumps', shown(options, (option) => name(`args.${option.variable}`))))),
      give(number(0)),
    ],
  };
  return {
    imports: [
      { module: 'argparse', names: [] },
      { module: 'json', names: [] },
      { module: 'sys', names: [] },
      { module: 'typing', names: ['Optional'] },
    ],
    declarations: [node],
    entry: [run(call('sys.exit', call(own)))],
  };
}

function lowerGo(plan: CliCommandPlan, options: Option[], own: string): Made {
  const isList = (option: Option): boolean => option.type.endsWith('[]');
  const dereference = (option: Option): Expression => ({ kind: 'unary', operator: 'dereference', operand: name(option.variable) });
  const defines = options.map((option): Statement => {
    const usage = text(option.required ? 'required' : isList(option) ? 'separated by commas' : '');
    if (option.type === 'boolean') return bind(option.variable, call('flags.Bool', text(option.flag), fromJson(option.default === true), usage));
    if (option.type === 'integer') return bind(option.variable, call('flags.Int', text(option.flag), number(Math.trunc(Number(option.default ?? 0)) || 0), usage));
    if (option.type === 'number') return bind(option.variable, call('flags.Float64', text(option.flag), number(Number(option.default ?? 0) || 0), usage));
    return bind(option.variable, call('flags.String', text(option.flag), text(textDefault(option)), usage));
  });
  const required = options.filter((option) => option.required);
  const given: Statement[] =
    required.length > 0
      ? [
          bind('given', call('make', name('map[string]bool'))),
          run(call('flags.Visit', { kind: 'lambda', parameters: [{ name: 'each', type: named('*flag.Flag') }], body: [{ kind: 'assign', target: index(name('given'), name('each.Name')), value: fromJson(true) }] })),
          ...required.map((option) => when(not(index(name('given'), text(option.flag))), [give(call('errors.New', text(`-${option.flag} is required`)))])),
        ]
      : [];
  const node: FunctionNode = {
    kind: 'function',
    name: own,
    doc: `${own} is the command ${plan.name.value}.`,
    parameters: [{ name: 'args', type: listOf(stringType) }],
    result: named('error'),
    body: [
      bind('flags', call('flag.NewFlagSet', text(plan.name.value), name('flag.ContinueOnError'))),
      ...defines,
      { kind: 'if', before: bind('err', call('flags.Parse', name('args'))), condition: binary(name('err'), '!=', nothing), then: [give(name('err'))] },
      ...given,
      give(call(member(call('json.NewEncoder', name('os.Stdout')), 'Encode'), shown(options, (option) => (isList(option) ? call('strings.Split', dereference(option), text(',')) : dereference(option))))),
    ],
  };
  const modules = ['encoding/json', 'flag', 'os', ...(required.length > 0 ? ['errors'] : []), ...(options.some(isList) ? ['strings'] : [])];
  return {
    imports: modules.sort().map((module) => ({ module, names: [] })),
    declarations: [node],
    entry: [
      { kind: 'if', before: bind('err', call(own, { kind: 'slice', object: name('os.Args'), from: number(1) })), condition: binary(name('err'), '!=', nothing), then: [run(call('println', call('err.Error'))), run(call('os.Exit', number(2)))] },
    ],
  };
}
