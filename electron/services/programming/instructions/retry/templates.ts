import type { Template } from '../../templates/templates.ts';

/** `jitter` spreads the waits over their whole length, so that many clients do not come back at the same moment. */
export const retryTemplate: Template = {
  typescript: `
export interface _Options_ {
  /** Ends the waiting and the attempts. */
  signal?: AbortSignal;
  /** Whether it makes sense to try again after this error. */
  retryable?: (error: unknown) => boolean;
}

/** Calls \`operation\` up to _attempts_ times, with _waits_ in between. Throws its last error, or the reason of the signal. */
export async function _name_<Result>(operation: (attempt: number) => Promise<Result>, options: _Options_ = {}): Promise<Result> {
  const { signal, retryable = _judge_ } = options;
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await operation(attempt);
    } catch (error) {
      if (attempt >= _attempts_ || !retryable(error)) {
        throw error;
      }
    }
    signal?.throwIfAborted();
    const longest = _grows_ ? Math.min(_maximum_, _delay_ * 2 ** (attempt - 1)) : _delay_;
    await _sleep_(_jitter_ ? Math.random() * longest : longest, signal);
  }
}

function _sleep_(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", abort, { once: true });
  });
}
`,
  python: `
import random
import threading
from concurrent.futures import CancelledError
from typing import Callable, Optional, TypeVar

Result = TypeVar("Result")


def _name_(
    operation: Callable[[int], Result],
    retryable: Callable[[Exception], bool] = _judge_,
    stop: Optional[threading.Event] = None,
) -> Result:
    """Calls \`operation\` with the number of the attempt, up to _attempts_ times, with _waits_ in between.

    Raises its last error, or CancelledError when \`stop\` is set.
    """
    stopped = stop or threading.Event()
    longest: float = _initial_
    attempt = 1
    while not stopped.is_set():
        try:
            return operation(attempt)
        except Exception as error:
            if attempt >= _attempts_ or not retryable(error):
                raise
        stopped.wait(random.uniform(0, longest) if _jitter_ else longest)
        if _grows_:
            longest = min(longest * 2, _limit_)
        attempt += 1
    raise CancelledError("the attempts were cancelled")
`,
  go: `
package main

import (
	"context"
	"math/rand"
	"time"
)

// _name_ calls operation up to _attempts_ times, with _waits_ in between. It returns the last error, or that of the
// context when it ends first. A nil retryable tries again after every error.
func _name_[Result any](ctx context.Context, operation func(ctx context.Context) (Result, error), retryable func(error) bool) (Result, error) {
	var none Result
	if _jitter_ {
		random := rand.New(rand.NewSource(time.Now().UnixNano()))
	}
	longest := _initial_
	for attempt := 1; ; attempt++ {
		if err := ctx.Err(); err != nil {
			return none, err
		}
		result, err := operation(ctx)
		if err == nil {
			return result, nil
		}
		if attempt >= _attempts_ || retryable != nil && !retryable(err) {
			return none, err
		}
		if _jitter_ {
			timer := time.NewTimer(time.Duration(random.Int63n(int64(longest) + 1)))
		} else {
			timer := time.NewTimer(longest)
		}
		select {
		case <-ctx.Done():
			timer.Stop()
			return none, ctx.Err()
		case <-timer.C:
		}
		if _grows_ {
			if longest *= 2; longest > _limit_ {
				longest = _limit_
			}
		}
	}
}
`,
};

/** Errors are told apart by the names of their classes, which need not be known where the function stands. */
export const namedErrorsTemplate: Template = {
  typescript: `
const _errors_: ReadonlySet<string> = new Set(_list_);

/** Whether the error is one of those that may pass by themselves. */
function _judge_(error: unknown): boolean {
  return error instanceof Error && _errors_.has(error.name);
}
`,
  python: `
_errors_ = frozenset(_list_)


def _judge_(error: Exception) -> bool:
    """Whether the error is one of those that may pass by themselves, by the name of its class or of a base of it."""
    return any(kind.__name__ in _errors_ for kind in type(error).__mro__)
`,
  go: `
package main
`,
};
