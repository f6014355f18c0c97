import type { Template } from '../../templates/templates.ts';

/** Runs the function again after an error, with a wait in between. */
export const retryFrame: Template = {
  typescript: `
async function _frame_() {
  for (let _attempt_ = 1; ; _attempt_ += 1) {
    try {
      bodyOfTheFunction;
    } catch (_error_) {
      if (_attempt_ >= _attempts_) {
        throw _error_;
      }
      if (_waits_) {
        await new Promise((resolve) => _setTimeout_(resolve, _grows_ ? _delay_ * 2 ** (_attempt_ - 1) : _delay_));
      }
    }
  }
}
`,
  python: `
async def _frame_():
    _attempt_ = 1
    while True:
        try:
            bodyOfTheFunction
        except Exception:
            if _attempt_ >= _attempts_:
                raise
            if _isAsync_:
                await _module_.sleep(_seconds_ * 2 ** (_attempt_ - 1) if _grows_ else _seconds_)
            else:
                _module_.sleep(_seconds_ * 2 ** (_attempt_ - 1) if _grows_ else _seconds_)
            _attempt_ += 1
`,
  go: `
package main

func _frame_() {
	_run_ := func() {
		bodyOfTheFunction
	}
	if _grows_ {
		_delay_ := _duration_
	}
	for _attempt_ := 1; ; _attempt_++ {
		_call_
		if _err_ == nil || _attempt_ >= _attempts_ {
			_giveBack_
		}
		if _hasContext_ {
			select {
			case <-_ctx_.Done():
				_giveUp_
			case <-_time_.After(_wait_):
			}
		} else {
			_time_.Sleep(_wait_)
		}
		if _grows_ {
			_delay_ *= 2
		}
	}
}
`,
};

/** Stops waiting for the function after a time. */
export const timeoutFrame: Template = {
  typescript: `
async function _frame_() {
  const _run_ = async () => {
    bodyOfTheFunction;
  };
  let _timer_: ReturnType<typeof setTimeout> | undefined;
  const _timeout_ = new Promise<never>((_, reject) => {
    _timer_ = _setTimeout_(() => reject(new Error("_message_")), _limit_);
  });
  try {
    if (_gives_) {
      return await Promise.race([_run_(), _timeout_]);
    } else {
      await Promise.race([_run_(), _timeout_]);
    }
  } finally {
    _clearTimeout_(_timer_);
  }
}
`,
  python: `
async def _frame_():
    if _isAsync_:
        async def _run_():
            if _rebinds_:
                _outer_
            bodyOfTheFunction

        if _gives_:
            return await _module_.wait_for(_run_(), timeout=_seconds_)
        else:
            await _module_.wait_for(_run_(), timeout=_seconds_)
    else:
        def _run_():
            if _rebinds_:
                _outer_
            bodyOfTheFunction

        _executor_ = _module_.ThreadPoolExecutor(max_workers=1)
        try:
            if _gives_:
                return _executor_.submit(_run_).result(timeout=_seconds_)
            else:
                _executor_.submit(_run_).result(timeout=_seconds_)
        finally:
            _executor_.shutdown(wait=False)
`,
  go: `
package main

func _frame_() {
	if _hasContext_ {
		_ctx_, _cancel_ := _context_.WithTimeout(_ctx_, _duration_)
		defer _cancel_()
		bodyOfTheFunction
	} else {
		_run_ := func() {
			bodyOfTheFunction
		}
		_declared_
		_done_ := make(chan struct{})
		go func() {
			defer close(_done_)
			_call_
		}()
		_timer_ := _time_.NewTimer(_duration_)
		defer _timer_.Stop()
		select {
		case <-_done_:
			_giveBack_
		case <-_timer_.C:
			_giveUp_
		}
	}
}
`,
};

/** Lets one caller in at a time. */
export const lockFrame: Template = {
  typescript: `
async function _frame_() {
  const _result_ = _queue_.then(async () => {
    bodyOfTheFunction;
  });
  _queue_ = _result_.catch(() => undefined);
  return _result_;
}
`,
  python: `
async def _frame_():
    if _isAsync_:
        async with _lock_:
            bodyOfTheFunction
    else:
        with _lock_:
            bodyOfTheFunction
`,
  go: `
package main

func _frame_() {
	_lock_.Lock()
	defer _lock_.Unlock()
	bodyOfTheFunction
}
`,
};
