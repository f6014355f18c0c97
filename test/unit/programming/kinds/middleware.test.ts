import { afterAll, describe, expect, test } from 'vitest';
import { ask, startEngine } from '../bank.ts';
import { asksFor, readsAs } from './readings.ts';

const engine = startEngine();
afterAll(() => engine.close());

describe('middleware in the words of developers', () => {
  readsAs(engine, 'middleware', [
    [
      'Create a bearer token middleware called requireToken that reads the secret from the variable "API_TOKEN"',
      { name: 'requireToken', form: 'bearer', variable: 'API_TOKEN' },
    ],
    ['express api key middleware, header "X-Key"', { form: 'api-key', framework: 'express', header: 'X-Key' }],
    ['cors middleware for https://app.example.com in fastapi', { form: 'cors', framework: 'fastapi', origin: 'https://app.example.com' }],
    ['request logging middleware for flask', { form: 'logging', framework: 'flask' }],
    ['fastify basic auth middleware', { form: 'basic', framework: 'fastify' }],
    ['golang middleware that adds a request id', { form: 'request-id' }],
    ['写一个跨域中间件', { form: 'cors', origin: null }],
    ['用 Go 写请求 ID 中间件', { form: 'request-id' }],
    ['给 express 加一个 API key 中间件 checkKey', { form: 'api-key', framework: 'express', name: 'checkKey' }],
  ]);
  asksFor(engine, [
    ['Create a middleware', 'form'],
    ['写一个 express 中间件', 'form'],
  ]);

  test.each([
    ['express', 'typescript', 'import type { NextFunction, Request, Response } from "express";'],
    ['fastify', 'typescript', 'import type { FastifyReply, FastifyRequest } from "fastify";'],
    ['flask', 'python', 'from flask import'],
    ['fastapi', 'python', 'from fastapi import'],
  ] as const)('all six are written for %s', async (framework, language, import_) => {
    for (const form of ['bearer token', 'api key', 'basic auth', 'request logging', 'cors', 'request id']) {
      const answer = await ask(engine, `${framework} ${form} middleware`, {}, { language });
      const edit = answer.edits[0];
      expect(edit?.kind === 'write' ? edit.content : '').toContain(import_);
    }
  });
});
