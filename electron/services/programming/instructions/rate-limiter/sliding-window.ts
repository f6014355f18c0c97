/** The times of the last calls stand in a ring: the place that is written next holds the oldest. */
export const slidingWindowScript = (name: string, idle: boolean): string => `
/** Allows at most _limit_ calls within any _period_. */
${name} {
  readonly #now: () => number;
  /** When the last calls were allowed. A ring: the place that is written next holds the oldest. */
  readonly #times: number[] = [];
  #next = 0;

  /** \`now\` tells the time in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Counts a call; false where there were _limit_ of them already. */
  allow(): boolean {
    const now = this.#now();
    if (this.#wait(now) > 0) {
      return false;
    }
    this.#times[this.#next] = now;
    this.#next = (this.#next + 1) % _limit_;
    return true;
  }

  /** Milliseconds until the next call is allowed. */
  retryAfter(): number {
    return this.#wait(this.#now());
  }
${
  idle
    ? `
  /** Whether no call lies within the window, as in a new limiter. */
  get idle(): boolean {
    const last = this.#times.at(this.#next - 1);
    return last === undefined || last + _interval_ <= this.#now();
  }
`
    : ''
}
  #wait(now: number): number {
    const oldest = this.#times[this.#next];
    return oldest === undefined ? 0 : Math.max(0, oldest + _interval_ - now);
  }
}
`;

export const slidingWindowPython = (name: string, idle: boolean): string => `
class ${name}:
    """Allows at most _limit_ calls within any _period_. Safe for threads."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """\`now\` tells the time in seconds."""
        self._now = now
        self._lock = threading.Lock()
        self._times: Deque[float] = deque(maxlen=_limit_)

    def allow(self) -> bool:
        """Counts a call; False where there were _limit_ of them already."""
        with self._lock:
            now = self._now()
            if self._wait(now) > 0:
                return False
            self._times.append(now)
            return True

    def retry_after(self) -> float:
        """Seconds until the next call is allowed."""
        with self._lock:
            return self._wait(self._now())
${
  idle
    ? `
    @property
    def idle(self) -> bool:
        """Whether no call lies within the window, as in a new limiter."""
        with self._lock:
            return not self._times or self._times[-1] + _seconds_ <= self._now()
`
    : ''
}
    def _wait(self, now: float) -> float:
        if len(self._times) < _limit_:
            return 0.0
        return max(0.0, self._times[0] + _seconds_ - now)
`;

export const slidingWindowGo = (name: string, make: string, clock: string, now: string, idle: boolean): string => `
// ${name} allows at most _limit_ calls within any _period_. It is safe for concurrent use.
type ${name} struct {
	mutex sync.Mutex
	now   func() time.Time
	// A ring of the times of the last calls: the place that is written next holds the oldest.
	times []time.Time
	next  int
}

// ${make} makes a limiter that has seen no call yet.
func ${make}(${clock}) *${name} {
	return &${name}{now: ${now}}
}

// Allow counts a call; it is false where there were _limit_ of them already.
func (l *${name}) Allow() bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	now := l.now()
	if l.wait(now) > 0 {
		return false
	}
	if len(l.times) < _limit_ {
		l.times = append(l.times, now)
	} else {
		l.times[l.next] = now
		l.next = (l.next + 1) % _limit_
	}
	return true
}

// RetryAfter is the time until the next call is allowed.
func (l *${name}) RetryAfter() time.Duration {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.wait(l.now())
}
${
  idle
    ? `
func (l *${name}) idle() bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	count := len(l.times)
	if count == 0 {
		return true
	}
	last := l.times[(l.next+count-1)%count]
	return l.now().Sub(last) >= _duration_
}
`
    : ''
}
func (l *${name}) wait(now time.Time) time.Duration {
	if len(l.times) < _limit_ {
		return 0
	}
	if wait := l.times[l.next].Add(_duration_).Sub(now); wait > 0 {
		return wait
	}
	return 0
}
`;
