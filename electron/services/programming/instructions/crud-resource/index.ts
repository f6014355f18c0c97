import { words } from '../../plan.ts';
import { declare } from '../../slots/declare.ts';
import { endpointsSchema, type ServiceEndpoint, sampleEndpoints } from '../http-service/endpoints.ts';
import { withAdded } from '../http-service/extend.ts';
import { frameworkSlot, readsFramework } from '../http-service/framework-slot.ts';
import type { AnyPlan } from '../instruction.ts';
import { lowerResource } from './lower.ts';
import { nameSlot } from './name-slot.ts';
import { oneName, ownFields, type Resource, resourceContract, routeOf } from './resource.ts';
import { routeSlot } from './route-slot.ts';

interface Slots {
  name: { value: unknown };
  fields: { value: Resource['fields'] };
  pageSize: { value: number };
  route: { value: unknown };
  endpoints: { value: unknown };
}

const resourceOf = ({ name, fields, pageSize, route, endpoints }: Slots): Resource => ({
  name: name.value as string,
  fields: fields.value,
  pageSize: pageSize.value,
  route: route.value as string | null,
  more: (endpoints.value as ServiceEndpoint[] | null) ?? [],
});

/** A resource with endpoints that list, create, read, replace, patch and delete, and a store behind an interface. */
const crudResource = declare({
  kind: 'crud-resource',
  title: { en: 'CRUD resource', zh: 'CRUD 资源' },
  example: {
    en: 'Add a CRUD API for Product with name: string, price: number, stock: integer',
    zh: '为 Product 创建 CRUD 接口，字段：name: string，price: number，stock: integer',
  },
  suggestion: {
    en: 'Add a CRUD API for Note with title: string, done: boolean',
    zh: '为 Note 创建 CRUD 接口，字段：title: string，done: boolean',
  },
  heads: {
    en: [
      'crud api',
      'crud resource',
      'crud endpoints',
      'crud routes',
      'crud service',
      'crud',
      'rest resource',
      'rest api for',
      'restful resource',
      'restful api for',
      'api resource',
    ],
    zh: [
      'CRUD 接口',
      'CRUD接口',
      'CRUD',
      'CRUD 资源',
      'CRUD 服务',
      '增删改查接口',
      '增删改查',
      'REST 资源',
      'RESTful 资源',
      'RESTful 接口',
    ],
  },
  weight: 22,
  unless: { en: ['client', 'sdk', 'sql'], zh: ['客户端'] },
  slots: {
    framework: frameworkSlot,
    route: { type: routeSlot, title: { en: 'path', zh: '路径' }, default: null },
    endpoints: {
      type: { type: 'custom', schema: endpointsSchema, read: () => null, sample: sampleEndpoints },
      title: { en: 'more endpoints', zh: '其他接口' },
      default: null,
    },
    pageSize: {
      type: { type: 'integer', minimum: 1, maximum: 1000, unit: { en: ['per page', 'a page'], zh: ['条每页'] } },
      title: { en: 'page size', zh: '每页条数' },
      cues: { en: ['page size', 'default limit', 'page limit'], zh: ['每页', '分页大小', '页大小', '默认条数'] },
      default: 20,
    },
    name: {
      type: nameSlot,
      title: { en: 'name', zh: '名称' },
      question: { en: 'The name of the resource is missing, such as Product.', zh: '缺少资源的名称，例如 Product。' },
    },
    fields: {
      type: { type: 'fields', least: 1 },
      title: { en: 'fields', zh: '字段' },
      cues: {
        en: ['fields', 'with fields', 'with the fields', 'properties', 'attributes', 'columns'],
        zh: ['字段', '字段有', '属性', '包含字段'],
      },
      weakCues: { en: ['with', 'having', 'has', 'which has', 'of'], zh: ['有', '包含', '带有', '包括', '带', '：', ':'] },
      question: {
        en: 'The fields of the resource are missing: a list such as `name: string, price: number`.',
        zh: '缺少资源的字段，例如：name（字符串）、price（数字）。',
      },
    },
  },
  lower: ({ slots }, target, templates) => lowerResource(resourceOf(slots), slots.framework.value, target, templates),
  summary: ({ slots }) => {
    const resource = resourceOf(slots);
    const count = ownFields(resource).length;
    return {
      made: {
        en: `the resource \`${oneName(resource)}\` at \`${routeOf(resource)}\``,
        zh: `\`${routeOf(resource)}\` 下的资源 \`${oneName(resource)}\``,
      },
      facts: {
        en: `it has ${count} field${count === 1 ? '' : 's'} beside its id, and is kept in memory behind an interface`,
        zh: `除 id 外有 ${count} 个字段，保存在内存中，可通过接口替换存储`,
      },
    };
  },
});

type ResourcePlan = ReturnType<NonNullable<typeof crudResource.sample>>;

export default {
  ...crudResource,
  read: readsFramework(crudResource.read),
  extend: (plan: ResourcePlan, added: AnyPlan): ResourcePlan | null => {
    const endpoints = withAdded(resourceOf(plan.slots).more, added);
    return endpoints && { ...plan, slots: { ...plan.slots, endpoints: words(endpoints) } };
  },
  contract: (plan: ResourcePlan) => resourceContract(resourceOf(plan.slots)),
};
