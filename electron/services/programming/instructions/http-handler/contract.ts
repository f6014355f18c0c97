import type { HttpContract } from '#domain/http-contract';
import type { TypedName } from '../../plan.ts';
import type { HttpHandlerPlan } from './schema.ts';

/** The one endpoint. `plan.path` has all parameters of the route. */
export function contractOf(plan: HttpHandlerPlan): HttpContract {
  const field = ({ name, type, optional, default: fallback }: TypedName) => ({ name, type, optional, default: fallback });
  const status = plan.status.value;
  const silent = status === 204 || status === 304;
  return {
    endpoints: [
      {
        method: plan.method.value,
        route: plan.route.value,
        path: plan.path.map(field),
        query: plan.query.map(field),
        body: plan.body.map(field),
        success: { status, body: silent ? { form: 'none' } : plan.response.value },
      },
    ],
  };
}
