/** Tokens flow in evenly and are taken one by one. `idle` is there only where many limiters are kept by key. */
export const tokenBucketScript = (name: string, idle: boolean): string => `
/** Allows _limit_ calls per _period_: tokens flow in evenly, up to _limit_ wait for a burst of calls. */
${name} {
  readonly #now: () => number;
  #tokens = _limit_;
  #updated: number;

  /** \`now\` tells the time in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#updated = now();
  }

  /** Takes a token; false where none is left. */
  allow(): boolean {
    this.#refill();
    if (this.#tokens < 1) {
      return false;
    }
    this.#tokens -= 1;
    return true;
  }

  /** Milliseconds until the next call is allowed. */
  retryAfter(): number {
    this.#refill();
    return Math.max(0, ((1 - this.#tokens) * _interval_) / _limit_);
  }
${
  idle
    ? `
  /** Whether all tokens are there, as in a new limiter. */
  get idle(): boolean {
    this.#refill();
    return this.#tokens >= _limit_;
  }
`
    : ''
}
  #refill(): void {
    const now = this.#now();
    this.#tokens = Math.min(_limit_, this.#tokens + ((now - this.#updated) * _limit_) / _interval_);
    this.#updated = now;
  }
}
`;

export const tokenBucketPython = (name: string, idle: boolean): string => `
class ${name}:
    """Allows _limit_ calls per _period_: tokens flow in evenly, up to _limit_ wait for a burst of calls. Safe for threads."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """\`now\` tells the time in seconds."""
        self._now = now
        self._lock = threading.Lock()
        self._tokens: float = _limit_
        self._updated = now()

    def allow(self) -> bool:
        """Takes a token; False where none is left."""
        with self._lock:
            self._refill()
            if self._tokens < 1:
                return False
            self._tokens -= 1
            return True

    def retry_after(self) -> float:
        """Seconds until the next call is allowed."""
        with self._lock:
            self._refill()
            return max(0.0, (1 - self._tokens) * _seconds_ / _limit_)
${
  idle
    ? `
    @property
    def idle(self) -> bool:
        """Whether all tokens are there, as in a new limiter."""
        with self._lock:
            self._refill()
            return self._tokens >= _limit_
`
    : ''
}
    def _refill(self) -> None:
        now = self._now()
        self._tokens = min(_limit_, self._tokens + (now - self._updated) * _limit_ / _seconds_)
        self._updated = now
`;

/** The constructor of a limiter that is kept by key gets the clock of its owner. */
export const tokenBucketGo = (name: string, make: string, clock: string, now: string, idle: boolean): string => `
// ${name} allows _limit_ calls per _period_: tokens flow in evenly, up to _limit_ wait for a burst of calls. It is safe for concurrent use.
type ${name} struct {
	mutex   sync.Mutex
	now     func() time.Time
	tokens  float64
	updated time.Time
}

// ${make} makes a limiter that allows a burst of calls at once.
func ${make}(${clock}) *${name} {
	return &${name}{now: ${now}, tokens: _limit_, updated: ${now}()}
}

// Allow takes a token; it is false where none is left.
func (l *${name}) Allow() bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.refill()
	if l.tokens < 1 {
		return false
	}
	l.tokens--
	return true
}

// RetryAfter is the time until the next call is allowed.
func (l *${name}) RetryAfter() time.Duration {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.refill()
	if l.tokens >= 1 {
		return 0
	}
	return time.Duration((1 - l.tokens) * float64(_duration_) / _limit_)
}
${
  idle
    ? `
func (l *${name}) idle() bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.refill()
	return l.tokens >= _limit_
}
`
    : ''
}
func (l *${name}) refill() {
	now := l.now()
	l.tokens = math.Min(_limit_, l.tokens+float64(now.Sub(l.updated))*_limit_/float64(_duration_))
	l.updated = now
}
`;
