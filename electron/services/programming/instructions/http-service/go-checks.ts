/** Functions that check values, by the name that they have in a script. */
export const goChecks = {
  required: `
package main

import "net/http"

// required gives a value as check does. The first error of all values is kept in first.
func required[V any](first *error, value any, check func(any) (V, bool), message string) V {
	checked, ok := check(value)
	if !ok && *first == nil {
		*first = &requestError{http.StatusBadRequest, message}
	}
	return checked
}
`,
  optional: `
package main

// optional does the same for a value that may be missing.
func optional[V any](first *error, value any, check func(any) (V, bool), message string) *V {
	if value == nil {
		return nil
	}
	checked := required(first, value, check, message)
	return &checked
}
`,
  valueOr: `
package main

func valueOr[V any](value *V, fallback V) V {
	if value == nil {
		return fallback
	}
	return *value
}
`,
  fromText: `
package main

import (
	"encoding/json"
	"regexp"
)

var numeric = regexp.MustCompile("^-?[0-9]+(?:\\\\.[0-9]+)?$")

// fromText is the value that a text in a path or a query stands for: a number or a truth value where it is written like one.
func fromText(value any) any {
	text, ok := value.(string)
	switch {
	case text == "true" || text == "false":
		return text == "true"
	case ok && numeric.MatchString(text):
		return json.Number(text)
	}
	return value
}
`,
  textOf: `
package main

import "net/url"

// textOf is the first value of a name in a query; nil where it is empty or missing.
func textOf(query url.Values, name string) any {
	if text := query.Get(name); text != "" {
		return text
	}
	return nil
}
`,
  asString: `
package main

func asString(value any) (string, bool) {
	text, ok := value.(string)
	return text, ok
}
`,
  asInteger: `
package main

import (
	"encoding/json"
	"math"
)

func asInteger(value any) (int64, bool) {
	number, ok := value.(json.Number)
	if !ok {
		return 0, false
	}
	float, err := number.Float64()
	return int64(float), err == nil && float == math.Trunc(float) && math.Abs(float) < 1<<53
}
`,
  asNumber: `
package main

import "encoding/json"

func asNumber(value any) (float64, bool) {
	number, ok := value.(json.Number)
	if !ok {
		return 0, false
	}
	float, err := number.Float64()
	return float, err == nil
}
`,
  asBoolean: `
package main

func asBoolean(value any) (bool, bool) {
	truth, ok := value.(bool)
	return truth, ok
}
`,
  asObject: `
package main

func asObject(value any) (map[string]any, bool) {
	object, ok := value.(map[string]any)
	return object, ok
}
`,
  asAny: `
package main

func asAny(value any) (any, bool) {
	return value, value != nil
}
`,
  asList: `
package main

func asList(value any) ([]any, bool) {
	list, ok := value.([]any)
	return list, ok
}
`,
  listOf: `
package main

// listOf checks a list and each of its items.
func listOf[V any](check func(any) (V, bool)) func(any) ([]V, bool) {
	return func(value any) ([]V, bool) {
		items, ok := value.([]any)
		checked := make([]V, len(items))
		for at := 0; ok && at < len(items); at++ {
			checked[at], ok = check(items[at])
		}
		return checked, ok
	}
}
`,
} as const;
