import type { BehaviourCase } from './case.ts';

/** Succeeds at the third attempt, gives up after the fourth, throws at once what is not named, ends when it is cancelled. */
export const retry: BehaviourCase = {
  name: 'retry',
  request: 'Create a retry function called repeat with at most 4 attempts, initial delay 1 ms, maximum delay 2 ms, only on TransientError',
  javascript: `
class TransientError extends Error {
  name = 'TransientError';
}
const failing = (times, error) => async (attempt) => {
  if (attempt <= times) throw error;
  return attempt;
};
show(await subject.repeat(failing(2, new TransientError('busy'))));
show(await subject.repeat(failing(9, new TransientError('busy'))).catch((error) => error.message));
let calls = 0;
show(await subject.repeat(async () => { calls += 1; throw new RangeError('wrong'); }).catch((error) => error.message));
show(calls);
const controller = new AbortController();
const cancelled = subject.repeat(async (attempt) => {
  calls = attempt;
  if (attempt === 2) controller.abort(new Error('cancelled'));
  throw new TransientError('busy');
}, { signal: controller.signal });
show(await cancelled.catch((error) => error.message));
show(calls);`,
  python: `
import threading

class TransientError(Exception):
    pass

def failing(times, error):
    def operation(attempt):
        if attempt <= times:
            raise error
        return attempt
    return operation

show(subject.repeat(failing(2, TransientError("busy"))))
def message(operation, **options):
    try:
        return subject.repeat(operation, **options)
    except Exception as error:
        return str(error)
show(message(failing(9, TransientError("busy"))))
calls = []
def wrong(attempt):
    calls.append(attempt)
    raise ValueError("wrong")
show(message(wrong))
show(len(calls))
stop = threading.Event()
seen = []
def cancelling(attempt):
    seen.append(attempt)
    if attempt == 2:
        stop.set()
    raise TransientError("busy")
show(message(cancelling, stop=stop).replace("the attempts were ", ""))
show(len(seen))`,
  go: `
import (
	"context"
	"errors"
)

func Drive(show func(any)) {
	transient := errors.New("busy")
	retryable := func(err error) bool { return errors.Is(err, transient) }
	background := context.Background()
	failing := func(times int) func(context.Context) (int, error) {
		attempt := 0
		return func(context.Context) (int, error) {
			attempt++
			if attempt <= times {
				return 0, transient
			}
			return attempt, nil
		}
	}
	value, _ := repeat(background, failing(2), retryable)
	show(value)
	_, err := repeat(background, failing(9), retryable)
	show(err.Error())
	calls := 0
	_, err = repeat(background, func(context.Context) (int, error) { calls++; return 0, errors.New("wrong") }, retryable)
	show(err.Error())
	show(calls)
	cancellable, cancel := context.WithCancel(background)
	calls = 0
	_, err = repeat(cancellable, func(context.Context) (int, error) {
		calls++
		if calls == 2 {
			cancel()
		}
		return 0, transient
	}, retryable)
	if !errors.Is(err, context.Canceled) {
		panic(err)
	}
	show("cancelled")
	show(calls)
}`,
  expected: [3, 'busy', 'wrong', 1, 'cancelled', 2],
};
