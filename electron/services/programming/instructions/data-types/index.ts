import { findDocument } from '../../documents/find.ts';
import { type DataModel, modelSchema } from '../../documents/model.ts';
import type { Reader } from '../../reading/reader.ts';
import { declare } from '../../slots/declare.ts';
import { type Draw, pick } from '../../slots/sample.ts';
import { lowerDataTypes } from './lower.ts';

const sources: Record<DataModel['form'], { en: string; zh: string }> = {
  json: { en: 'the sample of JSON', zh: 'JSON 样例' },
  'json-schema': { en: 'the JSON Schema', zh: 'JSON Schema' },
  openapi: { en: 'the OpenAPI document', zh: 'OpenAPI 文档' },
  ddl: { en: 'the tables', zh: '数据表' },
  proto: { en: 'the protocol buffers', zh: 'Protocol Buffers' },
};

/** A model with names and shapes that break careless printers. */
function sample(draw: Draw): DataModel {
  const keys = (): string[] => [...new Set([draw.name(), draw.name(), 'first name', 'a"b', '用户', 'id', '@type', "it's"])];
  const some = <Item>(all: readonly Item[]): Item[] => all.filter(() => draw.random() < 0.6);
  const suffix = (): string => pick(draw, ['', '', '', '[]', '{}', '?', '[]?', '?[]', '[]{}']);
  const bases = [
    'string',
    'integer',
    'number',
    'boolean',
    'datetime',
    'bytes',
    'unknown',
    'Order',
    'Item',
    'Kind',
    'Date',
    'Any',
    'Optional',
  ];
  const record = (name: string) => ({
    name,
    values: [] as string[],
    fields: some(keys()).map((key) => ({ key, type: pick(draw, bases) + suffix(), optional: draw.random() < 0.3 })),
  });
  const kind = { name: 'Kind', fields: [], values: [...new Set(['draft', 'in review', ...some(keys())])] };
  return modelSchema.parse({
    form: pick(draw, ['json', 'json-schema', 'openapi', 'ddl', 'proto']),
    types: [record('Order'), record('Item'), kind, record('Date'), record('Any'), record('Optional')],
  });
}

const noun =
  /\b(?:types?|typings|interfaces?|structs?|class(?:es)?|models?|data\s?class(?:es)?|records?|dtos?|typedefs?|entit(?:y|ies))\b|类型|接口定义|接口类型|结构体|类|模型|实体/i;
const relation = /\b(?:from|based on|matching|out of|for|of|to|into|as|described by)\b|根据|从|按照?|基于|对应|转成?|转换|生成/i;

/** Words that ask for code that does something with the document, not for its types. */
const other = /\b(?:client|endpoint|handler|server|crud|migration|sdk|middleware)\b|客户端|接口客户端|端点|服务器|迁移/i;

const kind = declare({
  kind: 'data-types',
  title: { en: 'Types of a document', zh: '文档中的类型' },
  example: {
    en: 'Create types called Order from this JSON: {"id": 7, "items": [{"sku": "a-1", "count": 2}], "note": null}',
    zh: '根据这段 JSON 生成类型，名为 Order：{"id": 7, "items": [{"sku": "a-1", "count": 2}], "note": null}',
  },
  suggestion: {
    en: 'Create types called User from this JSON: {"id": 1, "email": "a@b.c"}',
    zh: '根据这段 JSON 生成类型，名为 User：{"id": 1, "email": "a@b.c"}',
  },
  heads: {
    en: [
      'types',
      'type',
      'type definitions',
      'typings',
      'data types',
      'data models',
      'interfaces',
      'interface',
      'structs',
      'struct',
      'classes',
      'class',
      'models',
      'model',
      'dataclasses',
      'dataclass',
      'records',
      'record',
      'dtos',
      'dto',
      'entities',
    ],
    zh: ['类型', '类型定义', '数据类型', '数据模型', '接口类型', '接口定义', '结构体', '模型', '数据类', '实体', '类'],
  },
  slots: {
    types: {
      type: {
        type: 'custom',
        schema: modelSchema,
        read: (reader) => {
          const found = findDocument(reader);
          return found?.model ? { value: found.model, start: found.start, end: found.end } : null;
        },
        sample,
      },
      title: { en: 'types', zh: '类型' },
      question: {
        en: 'The document is missing: paste a sample of JSON, a JSON Schema, OpenAPI as JSON, SQL that creates tables or a .proto file.',
        zh: '缺少文档：请粘贴 JSON 样例、JSON Schema、JSON 格式的 OpenAPI、建表 SQL 或 .proto 文件。',
      },
    },
    name: { type: { type: 'name' }, title: { en: 'name of the first type', zh: '首个类型的名称' }, default: null },
  },
  lower: ({ slots: { types, name } }, target, templates) => lowerDataTypes(types.value, name.value, target, templates),
  summary: ({ slots: { types } }) => {
    const count = types.value.types.length;
    const source = sources[types.value.form];
    return {
      made: { en: `${count === 1 ? 'the type' : `the ${count} types`} of ${source.en}`, zh: `${source.zh}中的 ${count} 个类型` },
      facts: null,
    };
  },
});

/** Only a document that is there makes a request one of this kind: its nouns alone mean many things. */
function score(reader: Reader): number {
  if (reader.see(other)) return 0;
  const document = findDocument(reader);
  if (!document?.model) return 0;
  const asks = reader.see(noun) !== null && reader.see(relation) !== null;
  if (document.model.form === 'json') return asks ? 9 : 0;
  return asks ? 10 : document.model.form === 'ddl' ? 0 : 4;
}

/** Words that name the document, which stands there itself. */
const document =
  /(?:\b(?:from|for|of|matching|based on|out of)\s+)?(?:\b(?:this|the|that|these|following|my|a)\s+){0,3}\b(?:json(?:\s+schema)?|schema|open\s?api|swagger|payload|sample|example|response|spec(?:ification)?|ddl|sql|proto(?:buf)?|protocol buffers|tables?|document|file)\b|(?:根据|从|按照?|基于|把|将)?(?:这段|这个|以下|下面的?|下列)?\s*(?:json\s*schema|json|样例|示例|响应|文档|规范|表结构|建表语句|数据表|sql|ddl|proto|schema)(?:数据)?/i;

const verb =
  /^(?:generate|create|make|write|derive|convert|turn|give|build|get|add|define|declare|typescript|javascript|python|go(?:lang)?|java|rust|ts|js|py|me|all|the|typed|nested|matching|strict)$/i;

export default {
  ...kind,
  score,
  read(reader: Reader, context: Parameters<typeof kind.read>[1]) {
    const plan = kind.read(reader, context);
    for (let count = 0; count < 4 && reader.take(document); count += 1);
    // `Generate structs from …`: the word in front of the noun is no name.
    if ('kind' in plan && verb.test(plan.slots.name.value ?? ''))
      return { ...plan, slots: { ...plan.slots, name: { value: null, source: 'default' as const } } };
    return plan;
  },
};
