import { typeName, valueName } from '#domain/ir/names';
import { declare } from '../../slots/declare.ts';
import { freeName } from '../../templates/own-name.ts';
import { cacheTemplate } from './templates.ts';

/** A store of values in memory with a limit of entries and of age. */
export default declare({
  kind: 'cache',
  title: { en: 'Cache', zh: '缓存' },
  example: {
    en: 'Create an LRU cache called SessionCache that holds 500 entries and expires them after 10 minutes',
    zh: '创建一个名为 SessionCache 的 LRU 缓存，容量 500 条，10 分钟后过期',
  },
  suggestion: { en: 'Create a cache called PageCache with a capacity of 100', zh: '创建名为 PageCache 的缓存，容量 100' },
  heads: {
    en: [
      'cache',
      'caching',
      'memoise',
      'memoize',
      'memoization',
      'in memory',
      'lru',
      'lru cache',
      'ttl cache',
      'in-memory cache',
      'memory cache',
      'memo store',
    ],
    zh: ['缓存', '内存缓存', '缓存类', '缓存器', '放内存', '记在内存', '放在内存', 'LRU'],
  },
  hints: {
    en: ['cached', 'remember', 'look up again', 'keep in memory', 'least recently used', 'put away for later'],
    zh: ['先留着', '暂存', '最久没用', '最近用过', '记住结果', '不用每次都查', '免得每次'],
  },
  slots: {
    name: { type: { type: 'name' }, title: { en: 'name', zh: '名称' }, default: 'Cache' },
    capacity: {
      type: {
        type: 'integer',
        minimum: 1,
        maximum: 100_000_000,
        unit: {
          en: ['entries', 'entry', 'items', 'elements', 'keys', 'values', 'records', 'objects'],
          zh: ['条', '项', '个', '条记录', '个条目'],
        },
      },
      title: { en: 'capacity', zh: '容量' },
      cues: {
        en: [
          'capacity',
          'max size',
          'maximum size',
          'size',
          'limit',
          'at most',
          'up to',
          'max',
          'maximum',
          'no more than',
          'holds',
          'hold',
          'keep',
          'keeps',
          'bounded to',
          'limited to',
          'last',
          'grows above',
          'grow above',
          'grow beyond',
          'more than',
          'room for',
          'not more than',
          'bound of',
        ],
        zh: ['容量', '最多', '上限', '最大', '大小', '不超过', '至多', '保存', '存放', '超过', '别超过', '最近', '只留'],
      },
      default: 1000,
    },
    lifetime: {
      type: { type: 'duration', minimum: 1, maximum: 31_536_000_000 },
      title: { en: 'lifetime', zh: '有效期' },
      cues: {
        en: [
          'ttl',
          'time to live',
          'expire',
          'expires',
          'expiring',
          'expiry',
          'expiration',
          'evict after',
          'evicted after',
          'valid for',
          'lifetime',
          'max age',
          'forget after',
          'after',
          'for',
          'older than',
          'forget',
          'drop after',
          'stale after',
          'good for',
          'keep for',
          'live',
          'lives',
          'fresh for',
        ],
        zh: ['过期', '有效期', '存活', '失效', '过期时间', '超时', '保留', '超过', '忘掉', '作废', '扔掉', '有效'],
      },
      default: null,
    },
  },
  async lower({ slots: { name, capacity, lifetime } }, target, templates) {
    const type = typeName(name.value, target.language);
    const age = lifetime.value ?? 0;
    const filled = await templates.fill(
      cacheTemplate,
      {
        Name: type,
        entry: freeName(valueName(`${name.value} entry`, 'go'), cacheTemplate, 'go'),
        capacity: capacity.value,
        expires: lifetime.value !== null,
        lifetime: age,
        seconds: age / 1000,
      },
      target,
    );
    return { ...filled, notes: [], fileStem: name.value };
  },
  summary: ({ slots: { name, capacity, lifetime } }) => ({
    made: { en: `the cache \`${name.value}\` for ${capacity.value} values`, zh: `缓存 \`${name.value}\`（${capacity.value} 条）` },
    facts:
      lifetime.value === null
        ? { en: 'values do not expire', zh: '值不会过期' }
        : { en: `values expire after ${lifetime.value / 1000} s`, zh: `值在 ${lifetime.value / 1000} 秒后过期` },
  }),
});
