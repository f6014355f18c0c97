import type { TypedName } from '../../plan.ts';
import type { Instruction } from '../instruction.ts';
import { weigh } from '../instruction.ts';
import { contractOf } from './contract.ts';
import { httpCues } from './lexicon.ts';
import { lowerGo } from './lower-go.ts';
import { lowerPython } from './lower-python.ts';
import { lowerScript } from './lower-script.ts';
import { readHttpHandler } from './reading.ts';
import { type HttpHandlerPlan, httpHandlerSchema } from './schema.ts';

/** An HTTP endpoint: method, route, inputs with their checks, status and answer. */
const httpHandler: Instruction<HttpHandlerPlan> = {
  kind: 'http-handler',
  order: 1,
  title: { en: 'HTTP endpoint', zh: 'HTTP 接口' },
  example: {
    en: 'Add an endpoint that answers GET /healthz with {"ok": true}',
    zh: '添加一个接口：GET /healthz 返回 {"ok": true}',
  },
  schema: httpHandlerSchema,
  wantsServer: true,
  score: (reader) => weigh(httpCues, reader),
  read: readHttpHandler,
  lower(given, target) {
    const plan = withPathParameters(given);
    const change =
      target.language === 'go'
        ? lowerGo(plan, target)
        : target.language === 'python'
          ? lowerPython(plan, target)
          : lowerScript(plan, target);
    const same = (path: string): string => path.replace(/<(?:\w+:)?\w+>|\{\w+\}|:\w+/g, ':').replace(/(.)\/$/, '$1');
    const known = target.view?.routes.some(
      (route) => (route.method === plan.method.value || route.method === 'ALL') && same(route.path) === same(plan.route.value),
    );
    if (!known || change.exists) return change;
    const where = `${plan.method.value} ${plan.route.value}`;
    return {
      ...change,
      exists: {
        en: `\`${where}\` is already answered in \`${target.view?.path}\`.`,
        zh: `\`${target.view?.path}\` 中已经有 \`${where}\` 了。`,
      },
    };
  },
  describe: (plan) => [
    { name: 'method', slot: plan.method },
    { name: 'route', slot: plan.route },
    ...plan.path.map((input) => ({ name: `path ${input.name}`, slot: { value: input.type, source: input.typeSource } })),
    ...plan.query.map((input) => ({
      name: `query ${input.name}`,
      slot: { value: input.type + (input.optional ? '?' : ''), source: input.typeSource },
    })),
    ...plan.body.map((input) => ({
      name: `body ${input.name}`,
      slot: { value: input.type + (input.optional ? '?' : ''), source: input.typeSource },
    })),
    { name: 'status', slot: plan.status },
    {
      name: 'response',
      slot: { ...plan.response, value: 'value' in plan.response.value ? plan.response.value.value : plan.response.value.form },
    },
    ...(plan.framework.value ? [{ name: 'framework', slot: plan.framework }] : []),
  ],
  summary: (plan) => ({
    made: { en: `the endpoint \`${plan.method.value} ${plan.route.value}\``, zh: `接口 \`${plan.method.value} ${plan.route.value}\`` },
    facts: { en: `it answers with status ${plan.status.value}`, zh: `返回状态 ${plan.status.value}` },
  }),
  contract: (given) => contractOf(withPathParameters(given)),
  suggestion: (view) =>
    view?.server && !view.routes.some((route) => route.path === '/healthz')
      ? { en: 'Add an endpoint that answers GET /healthz with {"ok": true}', zh: '添加一个接口：GET /healthz 返回 {"ok": true}' }
      : { en: 'Add an endpoint GET /version that returns {"version": "1.0.0"}', zh: '添加接口 GET /version，返回 {"version": "1.0.0"}' },
};

/** A route that was filled in by hand may have parameters that nobody gave a type: they are text. */
function withPathParameters(plan: HttpHandlerPlan): HttpHandlerPlan {
  const names = [...plan.route.value.matchAll(/:([A-Za-z_]\w*)/g)].map((match) => match[1] ?? '');
  const text = (name: string): TypedName => ({ name, type: 'string', optional: false, typeSource: 'default', default: null });
  // A path with a slash behind it is the same one, as every router but Go's has it.
  const route = { ...plan.route, value: plan.route.value.replace(/(.)\/$/, '$1') };
  return { ...plan, route, path: names.map((name) => plan.path.find((each) => each.name === name) ?? text(name)) };
}

export default httpHandler;
