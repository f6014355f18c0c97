import { httpHandlerSchema } from '../http-handler/schema.ts';
import type { AnyPlan } from '../instruction.ts';
import { endpointsSchema, type ServiceEndpoint } from './endpoints.ts';

/** The endpoints with the one that a plan of a single endpoint adds or changes; null where it cannot stand beside them. */
export function withAdded(endpoints: readonly ServiceEndpoint[], added: AnyPlan): ServiceEndpoint[] | null {
  const plan = httpHandlerSchema.safeParse(added);
  if (!plan.success) return null;
  const { method, route, path, query, body, status, response } = plan.data;
  const endpoint: ServiceEndpoint = {
    method: method.value,
    route: route.value,
    path,
    query,
    body,
    status: status.value,
    statusSource: status.source,
    response: response.value,
    responseSource: response.source,
  };
  const others = endpoints.filter((each) => each.method !== endpoint.method || each.route !== endpoint.route);
  const all = [...others, endpoint];
  return endpointsSchema.safeParse(all).success ? all : null;
}
