import type { Template } from '../../templates/templates.ts';

export const machineTemplate: Template = {
  typescript: `
export type _State_ = _states_;

export type _Event_ = _events_;

const _table_: ReadonlyMap<_State_, ReadonlyMap<_Event_, _State_>> = _transitions_;

/** Thrown when an event has no meaning in the state in which it came. */
export class _Illegal_ extends Error {
  readonly state: _State_;
  readonly event: _Event_;

  constructor(state: _State_, event: _Event_) {
    super(\`"\${event}" is not allowed in the state "\${state}".\`);
    this.name = "_Illegal_";
    this.state = state;
    this.event = event;
  }
}

/** Changes its state only where a transition leads. */
export class _Name_ {
  #state: _State_;

  constructor(state: _State_ = _initial_) {
    this.#state = state;
  }

  get state(): _State_ {
    return this.#state;
  }

  /** Whether the event leads anywhere from the present state. */
  can(event: _Event_): boolean {
    return _table_.get(this.#state)?.has(event) ?? false;
  }

  /** Goes to the next state and returns it. Throws _Illegal_ where the event leads nowhere. */
  send(event: _Event_): _State_ {
    const next = _table_.get(this.#state)?.get(event);
    if (next === undefined) {
      throw new _Illegal_(this.#state, event);
    }
    this.#state = next;
    return next;
  }
}
`,
  python: `
from enum import Enum
from typing import Dict, Tuple


class _State_(str, Enum):
    _states_: str


class _Event_(str, Enum):
    _events_: str


_table_: Dict[Tuple[_State_, _Event_], _State_] = _transitions_


class _Illegal_(Exception):
    """Raised when an event has no meaning in the state in which it came."""

    def __init__(self, state: _State_, event: _Event_) -> None:
        super().__init__(f"'{event.value}' is not allowed in the state '{state.value}'.")
        self.state = state
        self.event = event


class _Name_:
    """Changes its state only where a transition leads."""

    def __init__(self, state: _State_ = _initial_) -> None:
        self._state = state

    @property
    def state(self) -> _State_:
        return self._state

    def can(self, event: _Event_) -> bool:
        """Whether the event leads anywhere from the present state."""
        return (self._state, event) in _table_

    def send(self, event: _Event_) -> _State_:
        """Goes to the next state and returns it. Raises _Illegal_ where the event leads nowhere."""
        following = _table_.get((self._state, event))
        if following is None:
            raise _Illegal_(self._state, event)
        self._state = following
        return following
`,
  go: `
package main

import (
	"fmt"
	"sync"
)

// _State_ is a state of a _Name_.
type _State_ string

// _Event_ is what changes the state of a _Name_.
type _Event_ string

var _table_ = _transitions_

// _Illegal_ tells that an event has no meaning in the state in which it came.
type _Illegal_ struct {
	State _State_
	Event _Event_
}

func (e *_Illegal_) Error() string {
	return fmt.Sprintf("%q is not allowed in the state %q", e.Event, e.State)
}

// _Name_ changes its state only where a transition leads. It is safe for concurrent use.
type _Name_ struct {
	mutex sync.Mutex
	state _State_
}

// New_Name_ makes a _Name_ in its initial state.
func New_Name_() *_Name_ {
	return &_Name_{state: _initial_}
}

// State is the present state.
func (m *_Name_) State() _State_ {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return m.state
}

// Can tells whether the event leads anywhere from the present state.
func (m *_Name_) Can(event _Event_) bool {
	_, ok := _table_[m.State()][event]
	return ok
}

// Send goes to the next state and returns it. The error is an *_Illegal_ where the event leads nowhere.
func (m *_Name_) Send(event _Event_) (_State_, error) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	next, ok := _table_[m.state][event]
	if !ok {
		return m.state, &_Illegal_{State: m.state, Event: event}
	}
	m.state = next
	return next, nil
}
`,
};
