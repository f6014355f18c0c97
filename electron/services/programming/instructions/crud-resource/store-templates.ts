import type { Template } from '../../templates/templates.ts';

/** The resource, what a store of it can do, and one that keeps it in memory. */
export const storeTemplate: Template = {
  typescript: `
export interface _Fields_ {
  _fields_: string;
}

export interface _Name_ extends _Fields_ {
  id: number;
}

/** Where _words_ are kept. Another store does the same in its own way. */
export interface _Repository_ {
  list(offset: number, limit: number): Promise<{ items: _Name_[]; total: number }>;
  find(id: number): Promise<_Name_ | undefined>;
  add(fields: _Fields_): Promise<_Name_>;
  /** Undefined where there is none with the id. */
  update(id: number, change: (current: _Name_) => _Fields_): Promise<_Name_ | undefined>;
  remove(id: number): Promise<boolean>;
}

/** Keeps _words_ until the program ends. */
export class _Memory_ implements _Repository_ {
  readonly #items = new Map<number, _Name_>();
  #last = 0;

  async list(offset: number, limit: number): Promise<{ items: _Name_[]; total: number }> {
    const all = [...this.#items.values()];
    return { items: all.slice(offset, offset + limit), total: all.length };
  }

  async find(id: number): Promise<_Name_ | undefined> {
    return this.#items.get(id);
  }

  async add(fields: _Fields_): Promise<_Name_> {
    this.#last += 1;
    const item = { id: this.#last, ...fields };
    this.#items.set(item.id, item);
    return item;
  }

  async update(id: number, change: (current: _Name_) => _Fields_): Promise<_Name_ | undefined> {
    const current = this.#items.get(id);
    if (current === undefined) {
      return undefined;
    }
    const item = { ...change(current), id };
    this.#items.set(id, item);
    return item;
  }

  async remove(id: number): Promise<boolean> {
    return this.#items.delete(id);
  }
}

const repository: _Repository_ = new _Memory_();
`,
  python: `
import threading
from dataclasses import dataclass, replace
from typing import Any, Callable, Dict, List, Optional, Protocol, Tuple


@dataclass(frozen=True)
class _Name_:
    id: int
    _fields_: str

    def to_dict(self) -> Dict[str, Any]:
        return _dictionary_


class _Repository_(Protocol):
    """Where _words_ are kept. Another store does the same in its own way."""

    def list(self, offset: int, limit: int) -> Tuple[List[_Name_], int]: ...

    def find(self, item_id: int) -> Optional[_Name_]: ...

    def add(self, item: _Name_) -> _Name_:
        """The store gives the id."""
        ...

    def update(self, item_id: int, change: Callable[[_Name_], _Name_]) -> Optional[_Name_]:
        """None where there is none with the id."""
        ...

    def remove(self, item_id: int) -> bool: ...


class _Memory_:
    """Keeps _words_ until the program ends."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._items: Dict[int, _Name_] = {}
        self._last = 0

    def list(self, offset: int, limit: int) -> Tuple[List[_Name_], int]:
        with self._lock:
            items = [*self._items.values()]
        return items[offset : offset + limit], len(items)

    def find(self, item_id: int) -> Optional[_Name_]:
        with self._lock:
            return self._items.get(item_id)

    def add(self, item: _Name_) -> _Name_:
        with self._lock:
            self._last += 1
            added = replace(item, id=self._last)
            self._items[added.id] = added
            return added

    def update(self, item_id: int, change: Callable[[_Name_], _Name_]) -> Optional[_Name_]:
        with self._lock:
            current = self._items.get(item_id)
            if current is None:
                return None
            changed = replace(change(current), id=item_id)
            self._items[item_id] = changed
            return changed

    def remove(self, item_id: int) -> bool:
        with self._lock:
            return self._items.pop(item_id, None) is not None


repository: _Repository_ = _Memory_()
`,
  go: `
package main

import (
	"errors"
	"sort"
	"sync"
)

type _Name_ struct {
	ID int64 \`json:"id"\`
	_fields_ any
}

var _errNotFound_ = errors.New("not found")

// _Repository_ is where _words_ are kept. Another store does the same in its own way.
type _Repository_ interface {
	List(offset, limit int64) (items []_Name_, total int, err error)
	// Find returns _errNotFound_ where there is none with the id, and so do Update and Remove.
	Find(id int64) (_Name_, error)
	// Add gives the item its id.
	Add(item _Name_) (_Name_, error)
	Update(id int64, change func(*_Name_) error) (_Name_, error)
	Remove(id int64) error
}

// _Memory_ keeps _words_ until the program ends. It is safe for concurrent use.
type _Memory_ struct {
	mutex sync.RWMutex
	items map[int64]_Name_
	last  int64
}

func _newMemory_() *_Memory_ {
	return &_Memory_{items: map[int64]_Name_{}}
}

func (m *_Memory_) List(offset, limit int64) ([]_Name_, int, error) {
	m.mutex.RLock()
	defer m.mutex.RUnlock()
	ids := make([]int64, 0, len(m.items))
	for id := range m.items {
		ids = append(ids, id)
	}
	sort.Slice(ids, func(i, j int) bool { return ids[i] < ids[j] })
	found := []_Name_{}
	for at, id := range ids {
		if int64(at) >= offset && int64(len(found)) < limit {
			found = append(found, m.items[id])
		}
	}
	return found, len(ids), nil
}

func (m *_Memory_) Find(id int64) (_Name_, error) {
	m.mutex.RLock()
	defer m.mutex.RUnlock()
	item, ok := m.items[id]
	if !ok {
		return _Name_{}, _errNotFound_
	}
	return item, nil
}

func (m *_Memory_) Add(item _Name_) (_Name_, error) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.last++
	item.ID = m.last
	m.items[item.ID] = item
	return item, nil
}

func (m *_Memory_) Update(id int64, change func(*_Name_) error) (_Name_, error) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	item, ok := m.items[id]
	if !ok {
		return _Name_{}, _errNotFound_
	}
	if err := change(&item); err != nil {
		return _Name_{}, err
	}
	item.ID = id
	m.items[id] = item
	return item, nil
}

func (m *_Memory_) Remove(id int64) error {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if _, ok := m.items[id]; !ok {
		return _errNotFound_
	}
	delete(m.items, id)
	return nil
}

var repository _Repository_ = _newMemory_()
`,
};
