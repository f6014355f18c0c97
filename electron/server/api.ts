import { OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import type { AnyRouter } from '@orpc/server';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { errorCodes } from '#domain/errors';
import { typedDecodingErrors } from '../router-errors.ts';
import { notFound, refusalBody } from './refusal.ts';

/** The HTTP door: the contract's procedures as `/api/…`, streams as server-sent events, the document at `/api/openapi.json`. */
export interface Api {
  handle(request: Request): Promise<Response>;
}

export function createApi(router: object, options: { version: string }): Api {
  const handler = new OpenAPIHandler(router as AnyRouter, { interceptors: [typedDecodingErrors] });
  let document: Promise<string> | null = null;
  const describe = () => {
    document ??= generateDocument(router, options.version);
    // A failed attempt must not be what is answered from then on.
    document.catch(() => {
      document = null;
    });
    return document;
  };
  return {
    async handle(request) {
      const { pathname } = new URL(request.url);
      if (request.method === 'GET' && pathname === '/api/openapi.json') return json(200, await describe());
      const { matched, response } = await handler.handle(request, { prefix: '/api' });
      return matched ? response : json(notFound.status, refusalBody(notFound));
    },
  };
}

const json = (status: number, body: string) =>
  new Response(body, { status, headers: { 'content-type': 'application/json; charset=utf-8' } });

async function generateDocument(router: object, version: string): Promise<string> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(router as AnyRouter, {
    info: {
      title: 'Open-AutoGLM',
      version,
      description:
        'All that the page can do. Send the secret of the host file (`host.json` in the data folder) or of a page as bearer token. Every failure has the form of the schema `Error`; its codes are never renamed.',
    },
    servers: [{ url: '/api' }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Error: {
          type: 'object',
          required: ['code', 'status', 'message'],
          properties: {
            defined: { type: 'boolean', description: 'True for the errors of the list of codes.' },
            code: { type: 'string', examples: [...errorCodes] },
            status: { type: 'integer' },
            message: { type: 'string', description: 'A sentence that says what to do.' },
            data: { description: 'Details for programs.' },
          },
        },
      },
    },
    customErrorResponseBodySchema: () => ({ $ref: '#/components/schemas/Error' }),
  });
  return JSON.stringify(document);
}
