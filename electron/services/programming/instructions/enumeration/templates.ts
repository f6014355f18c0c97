import type { Template } from '../../templates/templates.ts';

/** The words of the user are the values, so that they read the same in JSON everywhere. Go's constants stand behind the type. */
export const enumerationTemplate: Template = {
  typescript: `
export const _Name_ = _values_ as const;

export type _Name_ = (typeof _Name_)[keyof typeof _Name_];
`,
  python: `
from enum import Enum


class _Name_(str, Enum):
    _members_: str
`,
  go: `
package main

type _Name_ string
`,
};
