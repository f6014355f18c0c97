import type { EditResult } from '../../editing/edit-source.ts';
import type { TypedName } from '../../plan.ts';

/** A field as the file has it. */
export interface NewField {
  name: string;
  given: TypedName;
}

export const alreadyHas = (type: string, name: string): EditResult => ({
  edits: [],
  notes: [],
  exists: { en: `\`${type}\` has a field \`${name}\` already.`, zh: `\`${type}\` 已经有字段 \`${name}\`。` },
});
