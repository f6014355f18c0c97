import type { PastedDocument } from '../../documents/find.ts';
import { isOpenApi } from '../../documents/json-schema.ts';
import { serviceOf } from '../../documents/openapi.ts';
import { inputsOf } from '../../documents/openapi-operations.ts';
import { endpointsSchema, parametersOf, type ServiceEndpoint } from './endpoints.ts';

/** The endpoints that a pasted OpenAPI document describes, or nothing of it. */
export function fromDocument({ value }: PastedDocument): { endpoints: ServiceEndpoint[] | null } {
  if (!isOpenApi(value)) return { endpoints: null };
  const endpoints = serviceOf(value).endpoints.map(({ method, route, path }): ServiceEndpoint => {
    const { status, ...inputs } = inputsOf(value, path, method.toLowerCase());
    const names = new Set(parametersOf(route));
    const own = {
      path: inputs.path,
      query: inputs.query.filter(({ name }) => !names.has(name)),
      body: inputs.body.filter(({ name }) => !names.has(name)),
    };
    const code = status ?? (method === 'POST' ? 201 : method === 'DELETE' ? 204 : 200);
    const any = names.size + own.query.length + own.body.length > 0;
    const response =
      code === 204 ? ({ form: 'none' } as const) : any ? ({ form: 'inputs' } as const) : { form: 'json' as const, value: { ok: true } };
    const statusSource = status === undefined || status === null ? 'default' : 'words';
    return { method, route, ...own, status: code, statusSource, response, responseSource: 'default' };
  });
  return { endpoints: endpointsSchema.safeParse(endpoints).success ? endpoints : null };
}
