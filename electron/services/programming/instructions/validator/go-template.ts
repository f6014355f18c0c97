/** Go's checks of a validator. */
export const goChecks = `
package main

import (
	"fmt"
	"math"
	"sort"
	"strings"
	"time"
	"unicode/utf8"
)

// _Problem_ is what is wrong with a value of the input; the path of the input itself is empty.
type _Problem_ struct {
	Path    string
	Code    string
	Message string
}

// _Failure_ tells everything that is wrong with the input.
type _Failure_ struct {
	Problems []_Problem_
}

func (e *_Failure_) Error() string {
	lines := make([]string, len(e.Problems))
	for at, each := range e.Problems {
		lines[at] = strings.TrimSpace(each.Path + " " + each.Message)
	}
	return strings.Join(lines, "; ")
}

// _Checks_ looks at the values of an object and keeps what is wrong with them. Null counts as missing. Its methods tell whether there was
// a value of the type.
type _Checks_ struct {
	input    map[string]any
	problems []_Problem_
}

func (c *_Checks_) fail(path, code, message string) bool {
	c.problems = append(c.problems, _Problem_{Path: path, Code: code, Message: message})
	return false
}

func (c *_Checks_) value(key string, optional bool) (any, bool) {
	value := c.input[key]
	if value == nil && !optional {
		c.fail(key, "required", "is required")
	}
	return value, value != nil
}

func (c *_Checks_) text(key string, into *string, optional bool) bool {
	value, ok := c.value(key, optional)
	if !ok {
		return false
	}
	*into, ok = value.(string)
	return ok || c.fail(key, "type", "must be a string")
}

func (c *_Checks_) flag(key string, into *bool, optional bool) bool {
	value, ok := c.value(key, optional)
	if !ok {
		return false
	}
	*into, ok = value.(bool)
	return ok || c.fail(key, "type", "must be true or false")
}

func (c *_Checks_) integer(key string, into *int, optional bool) bool {
	value, ok := c.value(key, optional)
	if !ok {
		return false
	}
	*into, ok = c.asInteger(value)
	return ok || c.fail(key, "type", "must be a whole number")
}

func (c *_Checks_) number(key string, into *float64, optional bool) bool {
	value, ok := c.value(key, optional)
	if !ok {
		return false
	}
	*into, ok = value.(float64)
	return ok || c.fail(key, "type", "must be a number")
}

func (c *_Checks_) texts(key string, into *[]string, optional bool) bool {
	value, ok := c.value(key, optional)
	if !ok {
		return false
	}
	items, ok := value.([]any)
	if !ok {
		return c.fail(key, "type", "must be a list")
	}
	*into = make([]string, len(items))
	for at, each := range items {
		if (*into)[at], ok = each.(string); !ok {
			c.fail(fmt.Sprintf("%s[%d]", key, at), "type", "must be a string")
		}
	}
	return true
}

func (c *_Checks_) flags(key string, into *[]bool, optional bool) bool {
	value, ok := c.value(key, optional)
	if !ok {
		return false
	}
	items, ok := value.([]any)
	if !ok {
		return c.fail(key, "type", "must be a list")
	}
	*into = make([]bool, len(items))
	for at, each := range items {
		if (*into)[at], ok = each.(bool); !ok {
			c.fail(fmt.Sprintf("%s[%d]", key, at), "type", "must be true or false")
		}
	}
	return true
}

func (c *_Checks_) integers(key string, into *[]int, optional bool) bool {
	value, ok := c.value(key, optional)
	if !ok {
		return false
	}
	items, ok := value.([]any)
	if !ok {
		return c.fail(key, "type", "must be a list")
	}
	*into = make([]int, len(items))
	for at, each := range items {
		if (*into)[at], ok = c.asInteger(each); !ok {
			c.fail(fmt.Sprintf("%s[%d]", key, at), "type", "must be a whole number")
		}
	}
	return true
}

func (c *_Checks_) numbers(key string, into *[]float64, optional bool) bool {
	value, ok := c.value(key, optional)
	if !ok {
		return false
	}
	items, ok := value.([]any)
	if !ok {
		return c.fail(key, "type", "must be a list")
	}
	*into = make([]float64, len(items))
	for at, each := range items {
		if (*into)[at], ok = each.(float64); !ok {
			c.fail(fmt.Sprintf("%s[%d]", key, at), "type", "must be a number")
		}
	}
	return true
}

func (c *_Checks_) asInteger(value any) (int, bool) {
	number, ok := value.(float64)
	if !ok || number != math.Trunc(number) || math.Abs(number) >= 1<<53 {
		return 0, false
	}
	return int(number), true
}

func (c *_Checks_) isDay(text string) bool {
	_, err := time.Parse("2006-01-02", text)
	return err == nil && !strings.HasPrefix(text, "0000")
}

func (c *_Checks_) atLeast(path string, value, minimum float64) {
	if value < minimum {
		c.fail(path, "too_small", fmt.Sprintf("must be at least %v", minimum))
	}
}

func (c *_Checks_) atMost(path string, value, maximum float64) {
	if value > maximum {
		c.fail(path, "too_large", fmt.Sprintf("must be at most %v", maximum))
	}
}

func (c *_Checks_) shortest(path string, count int, what string, minimum int) {
	if count < minimum {
		c.fail(path, "too_short", fmt.Sprintf("%s must be at least %d", what, minimum))
	}
}

func (c *_Checks_) longest(path string, count int, what string, maximum int) {
	if count > maximum {
		c.fail(path, "too_long", fmt.Sprintf("%s must be at most %d", what, maximum))
	}
}

func (c *_Checks_) format(path string, fits bool, expected string) {
	if !fits {
		c.fail(path, "format", "must be "+expected)
	}
}

func (c *_Checks_) oneOf(path, value string, choices ...string) {
	for _, choice := range choices {
		if choice == value {
			return
		}
	}
	c.fail(path, "not_allowed", "must be one of "+strings.Join(choices, ", "))
}

func (c *_Checks_) only(keys ...string) {
	unknown := []string{}
	for key := range c.input {
		known := false
		for _, each := range keys {
			known = known || each == key
		}
		if !known {
			unknown = append(unknown, key)
		}
	}
	sort.Strings(unknown)
	for _, key := range unknown {
		c.fail(key, "unknown", "is not known")
	}
}

// _validate_ gives the input as a _Name_; input is what encoding/json decodes into an any. The error is a *_Failure_ with everything that
// is wrong with it.
func _validate_(input any) (_Name_, error) {
	object, ok := input.(map[string]any)
	if !ok {
		return _Name_{}, &_Failure_{Problems: []_Problem_{{Code: "type", Message: "must be an object"}}}
	}
	checks := _Checks_{input: object}
	_check_
}
`;
