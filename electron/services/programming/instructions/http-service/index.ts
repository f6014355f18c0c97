import { words } from '../../plan.ts';
import type { Reader } from '../../reading/reader.ts';
import { declare } from '../../slots/declare.ts';
import type { AnyPlan } from '../instruction.ts';
import { endpointContract, endpointsSchema, type ServiceEndpoint, sampleEndpoints } from './endpoints.ts';
import { withAdded } from './extend.ts';
import { frameworkSlot, readsFramework } from './framework-slot.ts';
import { fromDocument } from './from-document.ts';
import { endpointHandlers } from './handlers.ts';
import { countEndpoints, readEndpoints } from './reading.ts';
import { createReading, lowerService } from './service.ts';

/** A whole HTTP service: its endpoints, their checks and the server around them. */
const httpService = declare({
  kind: 'http-service',
  title: { en: 'HTTP service', zh: 'HTTP 服务' },
  example: {
    en: 'Create an HTTP service called notes with GET /notes, POST /notes (title: string, done: boolean) and DELETE /notes/:id',
    zh: '创建名为 notes 的 HTTP 服务：GET /notes、POST /notes（title: string，done: boolean）和 DELETE /notes/:id',
  },
  suggestion: {
    en: 'Create an HTTP service called notes with GET /notes and POST /notes (title: string)',
    zh: '创建名为 notes 的 HTTP 服务：GET /notes 和 POST /notes（title: string）',
  },
  heads: {
    en: [
      'http service',
      'web service',
      'rest service',
      'http server',
      'web server',
      'rest server',
      'api server',
      'microservice',
      'rest api service',
    ],
    zh: ['HTTP 服务', 'HTTP服务', 'Web 服务', 'web 服务', 'REST 服务', 'HTTP 服务器', '微服务', 'API 服务', 'Web服务'],
  },
  weight: 20,
  unless: { en: ['client', 'sdk', 'middleware'], zh: ['客户端', '中间件'] },
  slots: {
    framework: frameworkSlot,
    endpoints: {
      type: { type: 'custom', schema: endpointsSchema, read: readEndpoints, sample: sampleEndpoints },
      title: { en: 'endpoints', zh: '接口' },
      question: {
        en: 'The endpoints are missing, such as GET /notes and POST /notes (title: string).',
        zh: '缺少接口，例如 GET /notes 和 POST /notes（title: string）。',
      },
    },
    name: { type: { type: 'name' }, title: { en: 'name', zh: '名称' }, default: 'service' },
  },
  document: fromDocument,
  async lower({ slots: { name, endpoints, framework } }, target, templates) {
    const reading = createReading(target.language);
    const promised = (endpoints.value as ServiceEndpoint[]).map(endpointContract);
    const { routes, handlers } = endpointHandlers(promised, reading);
    const models = { imports: [], declarations: [], names: [] };
    return lowerService({ stem: name.value, framework: framework.value, routes, handlers, models }, reading, target, templates);
  },
  summary: ({ slots: { name, endpoints } }) => {
    const count = (endpoints.value as ServiceEndpoint[]).length;
    return {
      made: { en: `the service \`${name.value}\``, zh: `服务 \`${name.value}\`` },
      facts: { en: `it has ${count} endpoint${count === 1 ? '' : 's'}`, zh: `共 ${count} 个接口` },
    };
  },
});

type ServicePlan = ReturnType<NonNullable<typeof httpService.sample>>;

/** A server with one endpoint is an endpoint, which may stand in a server that is there. */
const isWhole = (reader: Reader): boolean => countEndpoints(reader) !== 1 || reader.see(/service\b|服务(?!器)/i) !== null;

/** A server of one's own in other words, which counts where it has several endpoints. */
const several =
  /\b(?:spin up|set up|stand up|from scratch|little|small|tiny|simple|new)\b[^.;\n]{0,30}\b(?:server|backend|service)\b|(?:起|搭|建|写|做|来|小)[^，。\n]{0,8}(?:后端|服务)/i;
const severalWeight = 20;

export default {
  ...httpService,
  extend: (plan: ServicePlan, added: AnyPlan): ServicePlan | null => {
    const endpoints = withAdded(plan.slots.endpoints.value as ServiceEndpoint[], added);
    return endpoints && { ...plan, slots: { ...plan.slots, endpoints: words(endpoints) } };
  },
  read: readsFramework(httpService.read),
  score: (reader: Reader): number =>
    isWhole(reader) ? Math.max(httpService.score(reader), reader.see(several) && countEndpoints(reader) > 1 ? severalWeight : 0) : 0,
  contract: (plan: ServicePlan) => ({
    endpoints: (plan.slots.endpoints.value as ServiceEndpoint[]).map(endpointContract),
  }),
};
