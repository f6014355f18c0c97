import type { BehaviourCase } from './case.ts';

const times = [0, 1, 2, 499, 1000, 1001];

/** A burst of two, then one token each half second. */
export const tokenBucket: BehaviourCase = {
  name: 'tokenbucket',
  request: 'Create a token bucket rate limiter called Limiter with 2 requests per second',
  javascript: `
let now = 0;
const limiter = new subject.Limiter(() => now);
for (const time of ${JSON.stringify(times)}) {
  now = time;
  show([limiter.allow(), Math.round(limiter.retryAfter())]);
}`,
  python: `
now = 0.0
limiter = subject.Limiter(lambda: now / 1000)
for now in ${JSON.stringify(times)}:
    show([limiter.allow(), round(limiter.retry_after() * 1000)])`,
  go: `
import "time"

func Drive(show func(any)) {
	start := time.Unix(0, 0)
	now := start
	limiter := NewLimiter()
	limiter.now = func() time.Time { return now }
	limiter.updated = start
	for _, at := range []time.Duration{${times.join(', ')}} {
		now = start.Add(at * time.Millisecond)
		show([]any{limiter.Allow(), limiter.RetryAfter().Round(time.Millisecond).Milliseconds()})
	}
}`,
  expected: [
    [true, 0],
    [true, 499],
    [false, 498],
    [false, 1],
    [true, 0],
    [true, 499],
  ],
};

/** Two calls of a key within a second; another key has its own two; keys that are idle are forgotten. */
export const slidingWindow: BehaviourCase = {
  name: 'slidingwindow',
  request: 'Create a sliding window rate limiter called Limiter, at most 2 calls per second for each user',
  javascript: `
let now = 0;
const limiter = new subject.Limiter(() => now);
for (const [time, key] of [[0, 'a'], [400, 'a'], [999, 'a'], [999, 'b'], [1000, 'a'], [1001, 'a'], [5000, 'b']]) {
  now = time;
  show([limiter.allow(key), limiter.retryAfter(key)]);
}`,
  python: `
now = 0
limiter = subject.Limiter(lambda: now / 1000)
for now, key in [(0, "a"), (400, "a"), (999, "a"), (999, "b"), (1000, "a"), (1001, "a"), (5000, "b")]:
    show([limiter.allow(key), round(limiter.retry_after(key) * 1000)])
assert list(limiter._limiters) == ["b"]`,
  go: `
import "time"

func Drive(show func(any)) {
	start := time.Unix(0, 0)
	now := start
	limiter := NewLimiter()
	limiter.now = func() time.Time { return now }
	limiter.swept = start
	calls := []struct {
		at  time.Duration
		key string
	}{{0, "a"}, {400, "a"}, {999, "a"}, {999, "b"}, {1000, "a"}, {1001, "a"}, {5000, "b"}}
	for _, call := range calls {
		now = start.Add(call.at * time.Millisecond)
		show([]any{limiter.Allow(call.key), limiter.RetryAfter(call.key).Milliseconds()})
	}
	if len(limiter.limiters) != 1 {
		panic("idle keys are kept")
	}
}`,
  expected: [
    [true, 0],
    [true, 600],
    [false, 1],
    [true, 0],
    [true, 400],
    [false, 399],
    [true, 0],
  ],
};
