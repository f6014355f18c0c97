import type { Template } from '../../templates/templates.ts';
import { slidingWindowGo, slidingWindowPython, slidingWindowScript } from './sliding-window.ts';
import { tokenBucketGo, tokenBucketPython, tokenBucketScript } from './token-bucket.ts';

const scriptByKey = `
/** Allows each key _limit_ calls per _period_. Keys that were not heard of for that long are forgotten. */
export class _Name_ {
  readonly #now: () => number;
  readonly #limiters = new Map<string, _Single_>();
  #swept: number;

  /** \`now\` tells the time in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#swept = now();
  }

  /** Whether the key may be served now. */
  allow(key: string): boolean {
    return this.#limiter(key).allow();
  }

  /** Milliseconds until the next call of the key is allowed. */
  retryAfter(key: string): number {
    return this.#limiter(key).retryAfter();
  }

  #limiter(key: string): _Single_ {
    this.#sweep();
    const known = this.#limiters.get(key);
    if (known !== undefined) {
      return known;
    }
    const limiter = new _Single_(this.#now);
    this.#limiters.set(key, limiter);
    return limiter;
  }

  #sweep(): void {
    const now = this.#now();
    if (now - this.#swept < _interval_) {
      return;
    }
    this.#swept = now;
    for (const [key, limiter] of this.#limiters) {
      if (limiter.idle) {
        this.#limiters.delete(key);
      }
    }
  }
}
`;

const pythonByKey = `
class _Name_:
    """Allows each key _limit_ calls per _period_. Keys that were not heard of for that long are forgotten. Safe for threads."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """\`now\` tells the time in seconds."""
        self._now = now
        self._lock = threading.Lock()
        self._limiters: Dict[str, _Single_] = {}
        self._swept = now()

    def allow(self, key: str) -> bool:
        """Whether the key may be served now."""
        with self._lock:
            return self._limiter(key).allow()

    def retry_after(self, key: str) -> float:
        """Seconds until the next call of the key is allowed."""
        with self._lock:
            return self._limiter(key).retry_after()

    def _limiter(self, key: str) -> _Single_:
        self._sweep()
        limiter = self._limiters.get(key)
        if limiter is None:
            limiter = _Single_(self._now)
            self._limiters[key] = limiter
        return limiter

    def _sweep(self) -> None:
        now = self._now()
        if now - self._swept < _seconds_:
            return
        self._swept = now
        self._limiters = {key: limiter for key, limiter in self._limiters.items() if not limiter.idle}
`;

const goByKey = `
// _Name_ allows each key _limit_ calls per _period_. Keys that were not heard of for that long are forgotten. It is safe for concurrent use.
type _Name_ struct {
	mutex    sync.Mutex
	now      func() time.Time
	limiters map[string]*_single_
	swept    time.Time
}

// New_Name_ makes a limiter that knows no key yet.
func New_Name_() *_Name_ {
	return &_Name_{now: time.Now, limiters: map[string]*_single_{}, swept: time.Now()}
}

// Allow tells whether the key may be served now.
func (l *_Name_) Allow(key string) bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.limiter(key).Allow()
}

// RetryAfter is the time until the next call of the key is allowed.
func (l *_Name_) RetryAfter(key string) time.Duration {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.limiter(key).RetryAfter()
}

func (l *_Name_) limiter(key string) *_single_ {
	l.sweep()
	limiter, ok := l.limiters[key]
	if !ok {
		limiter = new_Single_(l.now)
		l.limiters[key] = limiter
	}
	return limiter
}

func (l *_Name_) sweep() {
	now := l.now()
	if now.Sub(l.swept) < _duration_ {
		return
	}
	l.swept = now
	for key, limiter := range l.limiters {
		if limiter.idle() {
			delete(l.limiters, key)
		}
	}
}
`;

const pythonImports = `
import threading
import time
from collections import deque
from typing import Callable, Deque, Dict

`;
const goImports = `
package main

import (
	"math"
	"sync"
	"time"
)
`;

interface Parts {
  script(name: string, idle: boolean): string;
  python(name: string, idle: boolean): string;
  go(name: string, make: string, clock: string, now: string, idle: boolean): string;
}

/** One limiter, or one for each key with a class around them. */
function templateOf(parts: Parts, keyed: boolean): Template {
  if (!keyed)
    return {
      typescript: parts.script('export class _Name_', false),
      python: pythonImports + parts.python('_Name_', false),
      go: goImports + parts.go('_Name_', 'New_Name_', '', 'time.Now', false),
    };
  return {
    typescript: parts.script('class _Single_', true) + scriptByKey,
    python: `${pythonImports + parts.python('_Single_', true)}\n${pythonByKey}`,
    go: goImports + goByKey + parts.go('_single_', 'new_Single_', 'now func() time.Time', 'now', true),
  };
}

const bucket: Parts = { script: tokenBucketScript, python: tokenBucketPython, go: tokenBucketGo };
const window: Parts = { script: slidingWindowScript, python: slidingWindowPython, go: slidingWindowGo };

export const limiterTemplates = {
  'token-bucket': { single: templateOf(bucket, false), keyed: templateOf(bucket, true) },
  'sliding-window': { single: templateOf(window, false), keyed: templateOf(window, true) },
} as const;
