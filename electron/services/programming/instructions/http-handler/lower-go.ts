import { errorText } from '#domain/http-contract';
import { assign, binary, bind, call, dictionary, fromJson, index, name, number, run, text, when } from '#domain/ir/build';
import { valueName } from '#domain/ir/names';
import type { Declaration, Expression, FunctionNode, ImportNode, Statement } from '#domain/ir/nodes';
import { besidePackages } from '../../templates/own-name.ts';
import type { Change, Target } from '../instruction.ts';
import { dispatch, goMethod } from './dispatch-go.ts';
import { goReads, setHeader } from './go-inputs.ts';
import { failing, handlerParameters, jsonWriter, logged, notFound, statusOf } from './go-parts.ts';
import { lowerGin } from './lower-gin.ts';
import { handlerWords, inputsOf, segmentsOf } from './names.ts';
import type { HttpHandlerPlan } from './schema.ts';

const frameNames = [
  'w',
  'r',
  'err',
  'parts',
  'body',
  'query',
  'mux',
  'http',
  'json',
  'log',
  'strconv',
  'strings',
  'fmt',
  'raw',
  'url',
  'parsed',
  'handler',
  'content',
  'notFound',
  'writeJSON',
  'ok',
  'io',
  'math',
];

export function lowerGo(plan: HttpHandlerPlan, target: Target): Change {
  const { view } = target;
  const framework = view?.server?.framework ?? plan.framework.value ?? target.framework;
  if (framework === 'gin') return lowerGin(plan, target, frameNames);
  const wanted = valueName(plan.name ? plan.name.value : `handle ${handlerWords(plan)}`, 'go');
  const handler = besidePackages(wanted, 'go');
  const inputs = inputsOf(plan, 'go', [...frameNames, handler]);
  const parts = segmentsOf(plan.route.value);
  const firstParameter = parts.findIndex((part) => 'parameter' in part);
  const prefix =
    firstParameter < 0
      ? plan.route.value
      : `/${parts
          .slice(0, firstParameter)
          .map((part) => ('literal' in part ? `${part.literal}/` : ''))
          .join('')}`;
  // Go 1.22 writes the method into the pattern; a file that does so gets its new route in the same form.
  const modern = view?.routes.some((route) => route.method !== '*') ?? false;
  const pattern = modern
    ? `${plan.method.value} /${parts.map((part) => ('literal' in part ? part.literal : `{${valueName(part.parameter, 'go')}}`)).join('/')}`
    : prefix;
  const taken = modern ? undefined : view?.routes.find((route) => route.path === prefix);
  const packages = new Set<string>(['net/http']);

  const { writer, declaration } = jsonWriter(view);
  const fail = failing(writer);
  const reads: Statement[] = [];
  const shown = plan.response.value.form === 'inputs' && plan.status.value !== 204 && plan.status.value !== 304;
  if (!modern) {
    if (firstParameter >= 0) {
      packages.add('strings');
      const wrong = parts.flatMap((part, at) =>
        'literal' in part
          ? [binary(index(name('parts'), number(at)), '!=', text(encodeURI(part.literal)))]
          : [binary(index(name('parts'), number(at)), '==', text(''))],
      );
      reads.push(
        bind('parts', call('strings.Split', call('strings.TrimPrefix', call('r.URL.EscapedPath'), text('/')), text('/'))),
        when(
          [binary(call('len', name('parts')), '!=', number(parts.length)), ...wrong].reduce((left, right) => binary(left, 'or', right)),
          fail(404, errorText.notFound),
        ),
      );
    } else if (prefix.endsWith('/')) {
      reads.push(when(binary(name('r.URL.Path'), '!=', text(prefix)), fail(404, errorText.notFound)));
    }
    reads.push(
      when(binary(name('r.Method'), '!=', name(goMethod(plan.method.value))), [
        setHeader('Allow', name(goMethod(plan.method.value))),
        ...fail(405, errorText.methodNotAllowed),
      ]),
    );
  }
  const rawPath = (parameter: string): Expression =>
    modern
      ? call('r.PathValue', text(valueName(parameter, 'go')))
      : index(name('parts'), number(parts.findIndex((part) => 'parameter' in part && part.parameter === parameter)));
  const read = goReads(inputs, rawPath, fail, { shown, escaped: !modern });
  reads.push(...read.statements);
  for (const used of read.packages) packages.add(used);
  // Go refuses variables that nobody reads.
  const ignored = shown ? [] : read.unused.map((input) => assign('_', name(input.variable)));
  const answers = answer(
    plan,
    inputs.all.map((input): [string, Expression] => [input.key, name(input.variable)]),
    packages,
    writer,
  );
  const node: FunctionNode = {
    kind: 'function',
    name: handler,
    parameters: handlerParameters,
    body: [...reads, ...ignored, ...answers],
  };
  const isNew = !view?.server;
  const usesWriter = isNew || JSON.stringify(node).includes(`"${writer}"`);
  const helpers: FunctionNode[] = declaration && usesWriter ? [declaration] : [];
  if (helpers.length > 0) for (const used of ['encoding/json', 'log']) packages.add(used);
  const catchAll = isNew && prefix !== '/' ? [notFound(fail, errorText.notFound)] : [];
  const declarations: Declaration[] = [node, ...catchAll, ...helpers];
  const imports = (): ImportNode[] => [...packages].sort().map((module) => ({ module, names: [] }));
  const register = (on: string): Statement => run(call(`${on}.HandleFunc`, text(pattern), name(handler)));
  const base = { declarations, notes: [], names: [handler, ...helpers.map((each) => each.name)], fileStem: 'server' };
  if (taken?.handler && !view?.declared.includes('path')) {
    const handed = dispatch(plan, handler, taken.handler, [...packages], view?.text ?? '');
    if (handed) return { ...base, ...handed };
  }
  if (view?.server) {
    return {
      ...base,
      imports: imports(),
      inside: { at: view.server.at, depth: view.server.depth, body: [register(view.server.variable)], blank: 'none' },
      ...(taken
        ? {
            exists: {
              en: `\`${prefix}\` is already registered in \`${view.path}\`, and Go's ServeMux takes one handler for a pattern.`,
              zh: `\`${view.path}\` 中已经注册了 \`${prefix}\`，而 Go 的 ServeMux 一个路径只能有一个处理函数。`,
            },
          }
        : {}),
    };
  }
  packages.add('log');
  return {
    ...base,
    imports: imports(),
    entry: [
      bind('mux', call('http.NewServeMux')),
      register('mux'),
      ...(catchAll.length > 0 ? [run(call('mux.HandleFunc', text('/'), name('notFound')))] : []),
      run(call('log.Fatal', call('http.ListenAndServe', text('127.0.0.1:8080'), name('mux')))),
    ],
  };
}

function answer(plan: HttpHandlerPlan, inputs: [string, Expression][], packages: Set<string>, writer: string): Statement[] {
  const response = plan.response.value;
  const status = plan.status.value;
  if (response.form === 'none' || status === 204 || status === 304) return [run(call('w.WriteHeader', statusOf(status)))];
  if (response.form === 'text') {
    packages.add('log');
    const write = call('w.Write', call({ kind: 'name', name: '[]byte' }, text(response.value)));
    return [
      setHeader('Content-Type', text('text/plain; charset=utf-8')),
      ...(status === 200 ? [] : [run(call('w.WriteHeader', statusOf(status)))]),
      logged(bind(['_', 'err'], write)),
    ];
  }
  return [run(call(writer, name('w'), statusOf(status), response.form === 'json' ? fromJson(response.value) : dictionary(inputs)))];
}
