import {
  binary,
  bind,
  call,
  callNamed,
  dictionary,
  fromJson,
  give,
  index,
  member,
  name,
  not,
  nothing,
  number,
  raise,
  run,
  text,
  when,
} from '#domain/ir/build';
import { valueName } from '#domain/ir/names';
import type { Expression, FunctionNode, Statement } from '#domain/ir/nodes';
import { integerType, listOf, optional, stringType, voidType } from '#domain/ir/types';
import { besidePackages } from '../../templates/own-name.ts';
import type { Change, Target } from '../instruction.ts';
import { lowerGo } from './lower-go.ts';
import { isNumeric, type Made, type Option, optionsOf, shown, textDefault } from './options.ts';
import type { CliCommandPlan } from './schema.ts';

export function lowerCliCommand(plan: CliCommandPlan, target: Target): Change {
  const own = besidePackages(valueName(plan.name.value, target.language), target.language);
  const options = optionsOf(plan, target, own);
  const made =
    target.language === 'go'
      ? lowerGo(plan, options, own)
      : target.language === 'python'
        ? lowerPython(plan, options, own)
        : lowerScript(plan, options, own, target);
  return {
    names: [own],
    fileStem: plan.name.value,
    notes: [
      {
        en: `The words do not say what \`${plan.name.value}\` does with its options; it prints them as JSON until that is written.`,
        zh: `请求没有说明 \`${plan.name.value}\` 如何处理选项；在补写之前，它以 JSON 打印这些选项。`,
      },
      ...(target.view?.hasEntry
        ? [{ en: `The file has an entry point already, so call \`${own}\` from there.`, zh: `文件已有入口，请在其中调用 \`${own}\`。` }]
        : []),
    ],
    ...made,
  };
}

function lowerScript(plan: CliCommandPlan, options: Option[], own: string, target: Target): Made {
  const declared = dictionary(
    options.map((option): [string, Expression] => {
      const entries: [string, Expression][] = [['type', text(option.type === 'boolean' ? 'boolean' : 'string')]];
      if (option.type.endsWith('[]')) entries.push(['multiple', fromJson(true)]);
      if (option.type === 'boolean') entries.push(['default', fromJson(option.default === true)]);
      else if (option.default !== null)
        entries.push(['default', option.type.endsWith('[]') ? fromJson([textDefault(option)]) : text(textDefault(option))]);
      return [option.flag, dictionary(entries)];
    }),
  );
  const value = (option: Option): Expression =>
    /^[A-Za-z_]\w*$/.test(option.flag) ? name(`values.${option.flag}`) : index(name('values'), text(option.flag));
  const reads = options.flatMap((option): Statement[] => {
    const it = name(option.variable);
    const checks: Statement[] = option.required
      ? [when(binary(value(option), '==', name('undefined')), [raise(`--${option.flag} is required`)])]
      : [];
    if (!isNumeric(option.type)) return [...checks, bind(option.variable, value(option))];
    const wrong = option.type === 'integer' ? not(call('Number.isInteger', it)) : call('Number.isNaN', it);
    const message = raise(`--${option.flag} must be ${option.type === 'integer' ? 'an integer' : 'a number'}`);
    if (option.required || option.default !== null)
      return [...checks, bind(option.variable, call('Number', value(option))), when(wrong, [message])];
    return [
      bind(option.variable, {
        kind: 'conditional',
        condition: binary(value(option), '==', name('undefined')),
        yes: name('undefined'),
        no: call('Number', value(option)),
      }),
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
      ...(options.length > 0
        ? [
            bind(
              'values',
              member(
                call(
                  'parseArgs',
                  dictionary([
                    ['args', name('args')],
                    ['options', declared],
                  ]),
                ),
                'values',
              ),
            ),
          ]
        : [run(call('parseArgs', dictionary([['args', name('args')]])))]),
      ...reads,
      run(
        call(
          'console.log',
          call(
            'JSON.stringify',
            shown(options, (option) => name(option.variable)),
          ),
        ),
      ),
    ],
  };
  const failed: Expression = {
    kind: 'conditional',
    condition: binary(name('error'), 'is', name('Error')),
    yes: name('error.message'),
    no: name('error'),
  };
  const entry: Statement[] = [
    {
      kind: 'try',
      body: [run(call(own, call('process.argv.slice', number(2))))],
      catches: [
        {
          types: [],
          name: 'error',
          body: [run(call('console.error', failed)), { kind: 'assign', target: name('process.exitCode'), value: number(2) }],
        },
      ],
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
    if (option.default !== null && option.type !== 'boolean')
      keywords['default'] = option.type.endsWith('[]')
        ? fromJson([option.default])
        : fromJson(isNumeric(option.type) ? Number(option.default) : String(option.default));
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
      run(
        call(
          'print',
          call(
            'json.dumps',
            shown(options, (option) => name(`args.${option.variable}`)),
          ),
        ),
      ),
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
