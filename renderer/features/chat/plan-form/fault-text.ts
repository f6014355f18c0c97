import type { PlanFault } from '#domain/programming';
import type { I18n } from '../../../lib/i18n.svelte.ts';
import type { EntryFault } from './entries.ts';
import type { PlanField } from './plan-fields.ts';

/** What is wrong with a field, in the language of the page. What it has no words for is said as the host said it. */
export function faultText(fault: PlanFault | { code: EntryFault }, field: PlanField, i18n: I18n): string {
  const { t } = i18n;
  if (!('path' in fault)) return t(fault.code === 'number' ? 'chat.faultNumber' : 'chat.faultJson');
  const [row, column] = fault.path.slice(field.path.length + (field.isSlot ? 1 : 0));
  const said = saidOf(fault, field, i18n);
  if (row === undefined || !/^\d+$/.test(row)) return said;
  return t(column === undefined ? 'chat.faultItem' : 'chat.faultRow', { row: Number(row) + 1, column: column ?? '', fault: said });
}

function saidOf({ code, message, minimum, maximum, path }: PlanFault, field: PlanField, { t, number }: I18n): string {
  const { shape } = field;
  if (code === 'invalid_type' && /received (?:undefined|null)$/.test(message)) return t('chat.faultMissing');
  const counts = shape.type === 'texts' || shape.type === 'rows';
  if (code === 'too_small' && minimum !== undefined)
    return counts || shape.type === 'text' ? t('chat.faultMissing') : t('chat.faultAtLeast', { minimum: number(minimum) });
  if (code === 'too_big' && maximum !== undefined)
    return counts ? t('chat.faultTooMany', { maximum }) : t('chat.faultAtMost', { maximum: number(maximum) });
  const isName = (shape.type === 'text' && shape.isName) || shape.type === 'texts' || path.at(-1) === 'name';
  if (code === 'invalid_format' && isName) return t('chat.faultName');
  if (code === 'invalid_format') return t('chat.faultFormat');
  if (code === 'invalid_value') return t('chat.faultChoice');
  return message;
}
