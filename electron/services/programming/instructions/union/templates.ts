import type { Template } from '../../templates/templates.ts';

/** What stands around the variants: the type that holds one of them, and the function that tells them apart. */
export const unionTemplate: Template = {
  typescript: `
export type _Name_ = _either_;

/** Calls the function of the variant that the value is. A new variant without a function of its own does not compile. */
export function _match_<Outcome>(value: _Name_, cases: _cases_): Outcome {
  _branches_;
}
`,
  python: `
from typing import Callable, TypeVar

Outcome = TypeVar("Outcome")


def _match_(value: _Name_, _cases_: None) -> Outcome:
    """Calls the function of the variant that the value is."""
    _branches_
    raise TypeError(f"this is no _Name_: {value!r}")
`,
  go: `
package main

import "fmt"

// _Name_ is one of its variants, which are all in this file.
type _Name_ interface {
	_sealed_()
}

// _match_ calls the function of the variant that the value is.
func _match_[Outcome any](value _Name_, _cases_ any) Outcome {
	_branches_
}
`,
};

const unused = { python: '', go: 'package main\n' };

/** Values of a variant are made by a function of its name, so that no one writes the tag by hand. */
export const makerTemplate: Template = {
  typescript: `
export function _make_(fields: Omit<_Type_, "_tag_">): _Type_ {
  return { ...fields, _tag_: "_label_" };
}
`,
  ...unused,
};

export const bareMakerTemplate: Template = {
  typescript: `
export function _make_(): _Type_ {
  return { _tag_: "_label_" };
}
`,
  ...unused,
};

/** Only types with this method are variants. */
export const sealTemplate: Template = {
  typescript: '',
  python: '',
  go: `
package main

func (_Type_) _sealed_() {}
`,
};
