import type { Template } from '../../templates/templates.ts';

/** Entries stand in the order of their last use: the first one is the one that was not used for longest. */
export const cacheTemplate: Template = {
  typescript: `
/** Keeps up to _capacity_ values; the one that was not used for longest goes first. */
export class _Name_<Key, Value> {
  readonly #entries = new Map<Key, { value: Value; expires: number }>();

  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) {
      return undefined;
    }
    this.#entries.delete(key);
    if (_expires_) {
      if (entry.expires <= Date.now()) {
        return undefined;
      }
    }
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, expires: _expires_ ? Date.now() + _lifetime_ : Number.POSITIVE_INFINITY });
    if (this.#entries.size > _capacity_) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest);
        break;
      }
    }
  }

  delete(key: Key): boolean {
    return this.#entries.delete(key);
  }

  get size(): number {
    return this.#entries.size;
  }
}
`,
  python: `
import time
from collections import OrderedDict
from typing import Generic, Optional, Tuple, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class _Name_(Generic[Key, Value]):
    """Keeps up to _capacity_ values; the one that was not used for longest goes first."""

    def __init__(self) -> None:
        self._entries: OrderedDict[Key, Tuple[Value, float]] = OrderedDict()

    def get(self, key: Key) -> Optional[Value]:
        entry = self._entries.pop(key, None)
        if entry is None:
            return None
        if _expires_:
            if entry[1] <= time.monotonic():
                return None
        self._entries[key] = entry
        return entry[0]

    def set(self, key: Key, value: Value) -> None:
        self._entries.pop(key, None)
        self._entries[key] = (value, time.monotonic() + _seconds_ if _expires_ else float("inf"))
        if len(self._entries) > _capacity_:
            self._entries.popitem(last=False)

    def delete(self, key: Key) -> bool:
        return self._entries.pop(key, None) is not None

    def __len__(self) -> int:
        return len(self._entries)
`,
  go: `
package main

import (
	"container/list"
	"sync"
	"time"
)

type _entry_ struct {
	key     any
	value   any
	expires time.Time
}

// _Name_ keeps up to _capacity_ values; the one that was not used for longest goes first. It is safe for concurrent use.
type _Name_ struct {
	mutex   sync.Mutex
	entries map[any]*list.Element
	order   *list.List
}

// New_Name_ makes an empty _Name_.
func New_Name_() *_Name_ {
	return &_Name_{entries: map[any]*list.Element{}, order: list.New()}
}

// Get returns the value of a key, and whether there is one.
func (c *_Name_) Get(key any) (any, bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	element, ok := c.entries[key]
	if !ok {
		return nil, false
	}
	entry := element.Value.(*_entry_)
	if _expires_ {
		if !time.Now().Before(entry.expires) {
			c.order.Remove(element)
			delete(c.entries, key)
			return nil, false
		}
	}
	c.order.MoveToBack(element)
	return entry.value, true
}

// Set stores a value under a key.
func (c *_Name_) Set(key, value any) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	entry := &_entry_{key: key, value: value}
	if _expires_ {
		entry.expires = time.Now().Add(_lifetime_ * time.Millisecond)
	}
	if element, ok := c.entries[key]; ok {
		element.Value = entry
		c.order.MoveToBack(element)
		return
	}
	c.entries[key] = c.order.PushBack(entry)
	if c.order.Len() > _capacity_ {
		oldest := c.order.Remove(c.order.Front()).(*_entry_)
		delete(c.entries, oldest.key)
	}
}
`,
};
