import { call, implement, os } from '@orpc/server';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { errorMap } from '#contract/base';
import { contract } from '#contract/index';
import { AppError, errorCodes } from '#domain/errors';
import { joinRouter } from '../../../electron/router-errors.ts';

const thrown = (work: () => unknown): Promise<{ code: string; status: number; message: string; data: unknown; defined: boolean }> =>
  Promise.resolve()
    .then(work)
    .then(
      () => expect.unreachable(),
      (error) => error,
    );

test.for(errorCodes)('%s arrives with its status, and as an error of the contract', async (code) => {
  const router = joinRouter(
    {
      about: implement(contract.system).about.handler(() => {
        throw new AppError(code, 'What to do.', { data: { a: 1 } });
      }),
    },
    () => {},
  );
  expect(await thrown(() => call(router.about, undefined))).toMatchObject({
    code,
    status: errorMap[code].status,
    message: 'What to do.',
    data: { a: 1 },
    defined: true,
  });
});

test('what is thrown is INTERNAL whatever it is, and reported once with the path', async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything(), async (value) => {
      const reported: unknown[] = [];
      const router = joinRouter(
        {
          inner: {
            each: os.handler(() => {
              throw value;
            }),
          },
        },
        (error) => reported.push(error),
      );
      expect(await thrown(() => call(router.inner.each, undefined))).toMatchObject({ code: 'INTERNAL', status: 500 });
      expect(reported).toEqual([value]);
    }),
    { numRuns: 100, examples: [[Object.create(null)], [{ toString: 1 }]] },
  );
});

test('an abort is CANCELLED, whatever was thrown because of it', async () => {
  const controller = new AbortController();
  const router = joinRouter({
    each: os.handler(() => {
      controller.abort();
      throw new Error('socket hang up');
    }),
  });
  expect(await thrown(() => call(router.each, undefined, { signal: controller.signal }))).toMatchObject({ code: 'CANCELLED', status: 499 });
});

test('many issues are told in one short sentence, and all in the data', async () => {
  const router = joinRouter({ each: os.input(z.object({ list: z.array(z.number()) })).handler(() => 1) });
  const error = await thrown(() => call(router.each, { list: Array.from({ length: 500 }, () => 'x'.repeat(10_000)) as never }));
  expect(error.code).toBe('BAD_INPUT');
  expect(error.message).toMatch(/^The request is not valid\. list\.0: .* \(and 47 more\)$/);
  expect((error.data as { issues: unknown[] }).issues).toHaveLength(50);
  expect(JSON.stringify(error).length).toBeLessThan(10_000);
});

test('outputs are handed on as they are', async () => {
  const output = { extra: 1 };
  const router = joinRouter({ each: os.output(z.object({ extra: z.string() })).handler(() => output as never) });
  expect(await call(router.each, undefined)).toBe(output);
});

test('middlewares of a service run before its input is read, as they did without the join', async () => {
  const order: string[] = [];
  const procedure = os
    .use(({ next }) => {
      order.push('middleware');
      return next();
    })
    .input(
      z.string().transform((text) => {
        order.push('input');
        return text.length;
      }),
    )
    .handler(({ input }) => {
      order.push('handler');
      return input;
    });
  expect(await call(joinRouter({ procedure }).procedure, 'four')).toBe(4);
  expect(order).toEqual(['middleware', 'input', 'handler']);
});
