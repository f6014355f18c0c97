import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRoute, type Route, routeHref } from '../../../renderer/lib/route.ts';

const id = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text !== '');
// An empty part of a path cannot come from a file's name.
const filePath = fc
  .array(
    id.filter((part) => !part.includes('/') && part !== ''),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join('/'));
const route: fc.Arbitrary<Route> = fc.oneof(
  id.map((conversationId): Route => ({ view: 'chat', conversationId: conversationId as never })),
  fc.constant<Route>({ view: 'chat', conversationId: null }),
  id.map((proposalId): Route => ({ view: 'proposal', proposalId: proposalId as never })),
  filePath.map((path): Route => ({ view: 'file', path })),
  fc
    .record({
      path: filePath,
      workspaceId: id as fc.Arbitrary<never>,
      startLine: fc.integer({ min: 1, max: 9999 }),
      endLine: fc.integer({ min: 1, max: 9999 }),
    })
    .map((file): Route => ({ view: 'file', ...file })),
  id.map((answerId): Route => ({ view: 'feedback', answerId: answerId as never })),
  fc.constantFrom<Route>({ view: 'feedback' }, { view: 'models' }, { view: 'settings' }, { view: 'retraining' }),
);

describe('an address', () => {
  it('gives back the place it was made from, whatever the names hold', () => {
    fc.assert(fc.property(route, (place) => void expect(parseRoute(routeHref(place))).toEqual(place)));
  });

  it('that nobody made leads to the chat, and never throws', () => {
    fc.assert(fc.property(fc.string(), (hash) => void expect(parseRoute(hash).view).toBeTypeOf('string')));
    expect(parseRoute('#/nowhere')).toEqual({ view: 'chat', conversationId: null });
    expect(parseRoute('#/c/%E0%A4%A')).toEqual({ view: 'chat', conversationId: '%E0%A4%A' });
    expect(parseRoute('#/file/a.ts?lines=9-x')).toEqual({ view: 'file', path: 'a.ts' });
  });
});
