import { binary, bind, call, fromJson, give, index, member, name, not, nothing, number, run, text, when } from '#domain/ir/build';
import type { Expression, FunctionNode, Statement } from '#domain/ir/nodes';
import { listOf, named, stringType } from '#domain/ir/types';
import { type Made, type Option, shown, textDefault } from './options.ts';
import type { CliCommandPlan } from './schema.ts';

export function lowerGo(plan: CliCommandPlan, options: Option[], own: string): Made {
  const isList = (option: Option): boolean => option.type.endsWith('[]');
  const dereference = (option: Option): Expression => ({ kind: 'unary', operator: 'dereference', operand: name(option.variable) });
  const defines = options.map((option): Statement => {
    const usage = text(option.required ? 'required' : isList(option) ? 'separated by commas' : '');
    if (option.type === 'boolean')
      return bind(option.variable, call('flags.Bool', text(option.flag), fromJson(option.default === true), usage));
    if (option.type === 'integer')
      return bind(option.variable, call('flags.Int', text(option.flag), number(Math.trunc(Number(option.default ?? 0)) || 0), usage));
    if (option.type === 'number')
      return bind(option.variable, call('flags.Float64', text(option.flag), number(Number(option.default ?? 0) || 0), usage));
    return bind(option.variable, call('flags.String', text(option.flag), text(textDefault(option)), usage));
  });
  const required = options.filter((option) => option.required);
  const given: Statement[] =
    required.length > 0
      ? [
          bind('given', call('make', name('map[string]bool'))),
          run(
            call('flags.Visit', {
              kind: 'lambda',
              parameters: [{ name: 'each', type: named('*flag.Flag') }],
              body: [{ kind: 'assign', target: index(name('given'), name('each.Name')), value: fromJson(true) }],
            }),
          ),
          ...required.map((option) =>
            when(not(index(name('given'), text(option.flag))), [give(call('errors.New', text(`-${option.flag} is required`)))]),
          ),
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
      {
        kind: 'if',
        before: bind('err', call('flags.Parse', name('args'))),
        condition: binary(name('err'), '!=', nothing),
        then: [give(name('err'))],
      },
      ...given,
      give(
        call(
          member(call('json.NewEncoder', name('os.Stdout')), 'Encode'),
          shown(options, (option) => (isList(option) ? call('strings.Split', dereference(option), text(',')) : dereference(option))),
        ),
      ),
    ],
  };
  const modules = ['encoding/json', 'flag', 'os', ...(required.length > 0 ? ['errors'] : []), ...(options.some(isList) ? ['strings'] : [])];
  return {
    imports: modules.sort().map((module) => ({ module, names: [] })),
    declarations: [node],
    entry: [
      {
        kind: 'if',
        before: bind('err', call(own, { kind: 'slice', object: name('os.Args'), from: number(1) })),
        condition: binary(name('err'), '!=', nothing),
        then: [run(call('println', call('err.Error'))), run(call('os.Exit', number(2)))],
      },
    ],
  };
}
