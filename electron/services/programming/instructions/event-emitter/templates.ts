import type { Template } from '../../templates/templates.ts';

/** A class that is told its events, or one whose type of events is a parameter. */
const script = (parameter: string, events: string): string => `
/** Passes what is published on to those who subscribed, in the order in which they did. */
export class _Name_${parameter} {
  readonly #listeners = new Map<keyof ${events}, ((payload: never) => void)[]>();

  /** Calls \`listener\` at each event of the type. Returns the function that ends it. */
  on<Type extends keyof ${events}>(type: Type, listener: (payload: ${events}[Type]) => void): () => void {
    const own = (payload: ${events}[Type]): void => listener(payload);
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), own]);
    return () => {
      const others = this.#listeners.get(type)?.filter((each) => each !== own) ?? [];
      this.#listeners.set(type, others);
    };
  }

  /** Calls \`listener\` at the next event of the type only. */
  once<Type extends keyof ${events}>(type: Type, listener: (payload: ${events}[Type]) => void): () => void {
    const off = this.on(type, (payload) => {
      off();
      listener(payload);
    });
    return off;
  }

  /** Calls all listeners, also when some of them throw; what they threw is thrown together at the end. */
  emit<Type extends keyof ${events}>(type: Type, payload: ${events}[Type]): void {
    const errors: unknown[] = [];
    for (const listener of this.#listeners.get(type) ?? []) {
      try {
        listener(payload as never);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) {
      throw new AggregateError(errors, \`\${errors.length} listeners of "\${String(type)}" failed.\`);
    }
  }
}
`;

const python = `
import threading
from typing import Any, Callable, Dict, List, Type, TypeVar

Event = TypeVar("Event")


class _Name_:
    """Passes events on to those who subscribed to their class, in the order in which they did. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: Dict[Type[Any], List[Callable[[Any], None]]] = {}

    def on(self, event_type: Type[Event], listener: Callable[[Event], None]) -> Callable[[], None]:
        """Calls \`listener\` at each event of the class. Returns the function that ends it."""

        def own(event: Event) -> None:
            listener(event)

        def off() -> None:
            with self._lock:
                others = self._listeners.get(event_type, [])
                self._listeners[event_type] = [each for each in others if each is not own]

        with self._lock:
            self._listeners[event_type] = [*self._listeners.get(event_type, []), own]
        return off

    def once(self, event_type: Type[Event], listener: Callable[[Event], None]) -> Callable[[], None]:
        """Calls \`listener\` at the next event of the class only."""

        def first(event: Event) -> None:
            off()
            listener(event)

        off = self.on(event_type, first)
        return off

    def emit(self, event: Any) -> None:
        """Calls all listeners, also when some of them raise; the first error is raised at the end."""
        with self._lock:
            listeners = self._listeners.get(type(event), [])
        errors: List[Exception] = []
        for listener in listeners:
            try:
                listener(event)
            except Exception as error:
                errors.append(error)
        if errors:
            raise errors[0]
`;

const go = (bus: string): string => `
package main

import "sync"

type _listener_[Event any] struct {
	call func(Event)
}

// _Topic_ passes events of one type on to those who subscribed, in the order in which they did. The zero value is ready. It is safe for
// concurrent use.
type _Topic_[Event any] struct {
	mutex     sync.Mutex
	listeners []*_listener_[Event]
}

// On calls listener at each event. It returns the function that ends it.
func (t *_Topic_[Event]) On(listener func(Event)) (off func()) {
	own := &_listener_[Event]{call: listener}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.listeners = append(t.listeners[:len(t.listeners):len(t.listeners)], own)
	return func() { t.remove(own) }
}

// Once calls listener at the next event only.
func (t *_Topic_[Event]) Once(listener func(Event)) (off func()) {
	var once sync.Once
	own := &_listener_[Event]{}
	own.call = func(event Event) {
		t.remove(own)
		once.Do(func() { listener(event) })
	}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.listeners = append(t.listeners[:len(t.listeners):len(t.listeners)], own)
	return func() { t.remove(own) }
}

// Emit calls the listeners that are there when it begins, one after the other.
func (t *_Topic_[Event]) Emit(event Event) {
	t.mutex.Lock()
	listeners := t.listeners
	t.mutex.Unlock()
	for _, listener := range listeners {
		listener.call(event)
	}
}

func (t *_Topic_[Event]) remove(own *_listener_[Event]) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	others := make([]*_listener_[Event], 0, len(t.listeners))
	for _, each := range t.listeners {
		if each != own {
			others = append(others, each)
		}
	}
	t.listeners = others
}
${bus}`;

export const openTemplate: Template = { typescript: script('<Events extends object>', 'Events'), python, go: go('') };

/** With the events that were named. */
export const closedTemplate: Template = {
  typescript: script('', '_Events_'),
  python,
  go: go(`
// _Name_ has a topic for each kind of event.
type _Name_ struct {
	_topics_ any
}
`),
};
