import type { Template } from '../../templates/templates.ts';

/** What was there, with what happens to an error. */
export const handledFrame: Template = {
  typescript: `
async function _frame_() {
  try {
    bodyOfTheFunction;
  } catch (_error_) {
    if (_rethrows_) {
      throw new Error("_message_", { cause: _error_ });
    }
    if (_logs_) {
      console.error("_message_:", _error_);
    }
    if (_defaults_) {
      return _value_;
    }
  }
}
`,
  python: `
async def _frame_():
    if _rethrows_:
        try:
            bodyOfTheFunction
        except Exception as _error_:
            raise RuntimeError("_message_") from _error_
    elif _logs_:
        try:
            bodyOfTheFunction
        except Exception:
            _logger_.exception("_message_")
    else:
        try:
            bodyOfTheFunction
        except Exception:
            return _value_
`,
  go: `
package main

func _frame_() {
	bodyOfTheFunction
}
`,
};
