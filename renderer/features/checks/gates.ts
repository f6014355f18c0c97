import type { Check, CheckName, CheckProgress } from '#domain/checks';

export type GateStatus = Check['status'] | 'running';

/** One question asked of the whole proposal: what the languages say of it, taken together. */
export interface Gate {
  name: CheckName;
  status: GateStatus;
  findings: number;
}

const order: readonly CheckName[] = ['parses', 'formats', 'compiles', 'types', 'tests'];
/** What decides for all: one that failed, then one that runs, then one that nobody could look at. Green only if all are. */
const weight: Record<GateStatus, number> = { failed: 3, running: 2, notChecked: 1, passed: 0 };

export function gatesOf({ checks, running }: Pick<CheckProgress, 'checks' | 'running'>): Gate[] {
  return order.flatMap((name) => {
    const own = checks.filter((check) => check.name === name);
    const statuses: GateStatus[] = own.map(({ status }) => status);
    if (running.some((each) => each.name === name)) statuses.push('running');
    if (statuses.length === 0) return [];
    const status = statuses.reduce((worst, each) => (weight[each] > weight[worst] ? each : worst));
    return [{ name, status, findings: own.reduce((sum, { findings }) => sum + findings.length, 0) }];
  });
}

/** The one reason why something was not checked; null where there is none, or more than one. */
export function onlyReason(checks: readonly Check[]): NonNullable<Check['reason']> | null {
  const reasons = checks.flatMap(({ status, reason }) => (status === 'notChecked' && reason !== null ? [reason] : []));
  return reasons.length > 0 && reasons.every(({ message }) => message === reasons[0]?.message) ? (reasons[0] ?? null) : null;
}
