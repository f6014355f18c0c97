import { z } from 'zod';
import { givenNameSchema, planBase, slot, typedNameSchema } from '../../plan.ts';

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
const segment = String.raw`(?::[A-Za-z_]\w*|[^\s/:{}<>*?+()\[\]\\#%|^\u0000-\u001f\u007f-\u009f\ud800-\udfff\u2028\u2029\ufeff]*)`;

/** `/users/:id`: literal segments, and parameters in the colon form whatever form the words had. */
export const routeSchema = z
  .string()
  .max(200)
  .regex(new RegExp(`^/(?!/)${segment}(?:/${segment})*$`))
  .meta({ writable: String.raw`(/(:[A-Za-z_]\w{0,20}|[A-Za-z0-9_.-]{1,24})){1,6}|/` });
export const frameworks = ['express', 'fastify', 'hono', 'node:http', 'flask', 'fastapi', 'http.server', 'gin', 'net/http'] as const;

export const responseSchema = z.discriminatedUnion('form', [
  z.object({ form: z.literal('json'), value: z.json() }),
  z.object({ form: z.literal('text'), value: z.string().max(10_000) }),
  /** The handler's inputs as a JSON object. */
  z.object({ form: z.literal('inputs') }),
  z.object({ form: z.literal('none') }),
]);

export const httpHandlerSchema = z.object({
  ...planBase,
  kind: z.literal('http-handler'),
  framework: slot(z.enum(frameworks).nullable()),
  method: slot(z.enum(methods)),
  route: slot(routeSchema),
  /** Types of the route's parameters, by name. */
  path: z.array(typedNameSchema),
  query: z.array(typedNameSchema),
  body: z.array(typedNameSchema),
  status: slot(z.number().int().min(200).max(599)),
  response: slot(responseSchema),
  name: slot(givenNameSchema).nullable(),
});
export type HttpHandlerPlan = z.infer<typeof httpHandlerSchema>;
