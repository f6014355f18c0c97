import { expect, test } from 'vitest';
import { createTraces } from '../../../../electron/services/programming/constrained/traces.ts';

test.each([
  ['a cache called priceCache for 500 entries', 'priceCache', true],
  ['a cache called priceCache for 500 entries', 'PriceCache', true],
  ['a cache called priceCache for 500 entries', 'price_cache', true],
  ['an order cache', 'orderCache', true],
  ['an order cache', 'cacheOrder', false],
  ['a cache called priceCache', 'price', false],
  ['a cache called priceCache', 'a', false],
  ['a function f of x', 'x', true],
  ['keeps them for 5 minutes', 300_000, true],
  ['keeps them for 5 minutes', 5, true],
  ['keeps them for 5 minutes', 6, false],
  ['keeps 1,500 of them', 1500, true],
  ['tries twenty times', 20, true],
  ['最多保存十二个', 12, true],
  ['写一个叫订单缓存的类', '订单缓存', true],
  ['写一个叫订单缓存的类', '价格', false],
  ['sets `X-Request-Id` on /v1/items', '/v1/items', true],
  ['sets `X-Request-Id` on /v1/items', '/v2/items', false],
  ['red, green and blue', ['red', 'green', 'blue'], true],
  ['red, green and blue', ['red', 'yellow'], false],
  ['from open to closed on shut', [{ from: 'open', to: 'closed', event: 'shut' }], true],
  ['from open to closed on shut', [{ from: 'open', to: 'ajar', event: null }], false],
  ['anything', true, false],
  ['anything', null, false],
  ['anything', [], false],
  ['', '', false],
])('in the words "%s" the value %j is there: %s', (request, value, there) => {
  expect(createTraces(request)(value)).toBe(there);
});
