import type { Template } from '../../templates/templates.ts';

/** The functions that answer: list, create, read, replace, patch, delete. */
export const handlersTemplate: Template = {
  typescript: `
function _fieldsOf_(request: Input): _Fields_ {
  return _whole_;
}

function _idOf_(request: Input): number {
  return required(fromText(request.path.get("id")), asInteger, "id must be an integer");
}

function _found_(item: _Name_ | undefined): _Name_ {
  if (item === undefined) {
    throw new RequestError(404, "not found");
  }
  return item;
}

/** GET _route_ */
async function _list_(request: Input): Promise<Answer> {
  const limit = optional(fromText(textOf(request.query, "limit")), asInteger, "limit must be an integer") ?? _pageSize_;
  const offset = optional(fromText(textOf(request.query, "offset")), asInteger, "offset must be an integer") ?? 0;
  if (limit < 1 || limit > _most_) {
    throw new RequestError(400, "limit must be from 1 to _most_");
  }
  if (offset < 0) {
    throw new RequestError(400, "offset must not be negative");
  }
  return json(200, await repository.list(offset, limit));
}

/** POST _route_ */
async function _create_(request: Input): Promise<Answer> {
  return json(201, await repository.add(_fieldsOf_(request)));
}

/** GET _route_/:id */
async function _read_(request: Input): Promise<Answer> {
  return json(200, _found_(await repository.find(_idOf_(request))));
}

/** PUT _route_/:id */
async function _replace_(request: Input): Promise<Answer> {
  const id = _idOf_(request);
  const fields = _fieldsOf_(request);
  return json(200, _found_(await repository.update(id, () => fields)));
}

/** PATCH _route_/:id changes the fields that were sent. */
async function _patch_(request: Input): Promise<Answer> {
  return json(200, _found_(await repository.update(_idOf_(request), (current) => _changed_)));
}

/** DELETE _route_/:id */
async function _remove_(request: Input): Promise<Answer> {
  if (!(await repository.remove(_idOf_(request)))) {
    throw new RequestError(404, "not found");
  }
  return empty(204);
}
`,
  python: `
from typing import Optional


def _fieldsOf_(request: Input) -> _Name_:
    return _whole_


def _idOf_(request: Input) -> int:
    return required(from_text(request.path["id"]), as_integer, "id must be an integer")


def _found_(item: Optional[_Name_]) -> _Name_:
    if item is None:
        raise RequestError(404, "not found")
    return item


def _list_(request: Input) -> Answer:
    """GET _route_"""
    limit = value_or(optional(from_text(text_of(request.query, "limit")), as_integer, "limit must be an integer"), _pageSize_)
    offset = value_or(optional(from_text(text_of(request.query, "offset")), as_integer, "offset must be an integer"), 0)
    if not 1 <= limit <= _most_:
        raise RequestError(400, "limit must be from 1 to _most_")
    if offset < 0:
        raise RequestError(400, "offset must not be negative")
    items, total = repository.list(offset, limit)
    return to_json(200, {"items": [item.to_dict() for item in items], "total": total})


def _create_(request: Input) -> Answer:
    """POST _route_"""
    return to_json(201, repository.add(_fieldsOf_(request)).to_dict())


def _read_(request: Input) -> Answer:
    """GET _route_/:id"""
    return to_json(200, _found_(repository.find(_idOf_(request))).to_dict())


def _replace_(request: Input) -> Answer:
    """PUT _route_/:id"""
    item_id = _idOf_(request)
    item = _fieldsOf_(request)
    return to_json(200, _found_(repository.update(item_id, lambda _: item)).to_dict())


def _patch_(request: Input) -> Answer:
    """PATCH _route_/:id changes the fields that were sent."""

    def change(current: _Name_) -> _Name_:
        return _changed_

    return to_json(200, _found_(repository.update(_idOf_(request), change)).to_dict())


def _remove_(request: Input) -> Answer:
    """DELETE _route_/:id"""
    if not repository.remove(_idOf_(request)):
        raise RequestError(404, "not found")
    return empty(204)
`,
  go: `
package main

import (
	"errors"
	"net/http"
)

func _fieldsOf_(in input) (_Name_, error) {
	var err error
	item := _whole_
	return item, err
}

func _idOf_(in input) (int64, error) {
	var err error
	id := required(&err, fromText(in.path["id"]), asInteger, "id must be an integer")
	return id, err
}

// _found_ answers with an item, or says that there is none.
func _found_(item _Name_, err error) (answer, error) {
	if errors.Is(err, _errNotFound_) {
		return answer{}, &requestError{http.StatusNotFound, "not found"}
	}
	if err != nil {
		return answer{}, err
	}
	return toJSON(http.StatusOK, item)
}

// _list_ answers GET _route_.
func _list_(in input) (answer, error) {
	var err error
	limit := valueOr(optional(&err, fromText(textOf(in.query, "limit")), asInteger, "limit must be an integer"), _pageSize_)
	offset := valueOr(optional(&err, fromText(textOf(in.query, "offset")), asInteger, "offset must be an integer"), 0)
	if err != nil {
		return answer{}, err
	}
	if limit < 1 || limit > _most_ {
		return answer{}, &requestError{http.StatusBadRequest, "limit must be from 1 to _most_"}
	}
	if offset < 0 {
		return answer{}, &requestError{http.StatusBadRequest, "offset must not be negative"}
	}
	items, total, err := repository.List(offset, limit)
	if err != nil {
		return answer{}, err
	}
	return toJSON(http.StatusOK, map[string]any{"items": items, "total": total})
}

// _create_ answers POST _route_.
func _create_(in input) (answer, error) {
	item, err := _fieldsOf_(in)
	if err != nil {
		return answer{}, err
	}
	item, err = repository.Add(item)
	if err != nil {
		return answer{}, err
	}
	return toJSON(http.StatusCreated, item)
}

// _read_ answers GET _route_/:id.
func _read_(in input) (answer, error) {
	id, err := _idOf_(in)
	if err != nil {
		return answer{}, err
	}
	return _found_(repository.Find(id))
}

// _replace_ answers PUT _route_/:id.
func _replace_(in input) (answer, error) {
	id, err := _idOf_(in)
	if err != nil {
		return answer{}, err
	}
	fields, err := _fieldsOf_(in)
	if err != nil {
		return answer{}, err
	}
	return _found_(repository.Update(id, func(item *_Name_) error {
		*item = fields
		return nil
	}))
}

// _patch_ answers PATCH _route_/:id and changes the fields that were sent.
func _patch_(in input) (answer, error) {
	id, err := _idOf_(in)
	if err != nil {
		return answer{}, err
	}
	return _found_(repository.Update(id, func(item *_Name_) error {
		var err error
		_changes_
		return err
	}))
}

// _remove_ answers DELETE _route_/:id.
func _remove_(in input) (answer, error) {
	id, err := _idOf_(in)
	if err != nil {
		return answer{}, err
	}
	err = repository.Remove(id)
	if errors.Is(err, _errNotFound_) {
		return answer{}, &requestError{http.StatusNotFound, "not found"}
	}
	if err != nil {
		return answer{}, err
	}
	return empty(http.StatusNoContent)
}
`,
};
