/** Go reads into the fields of the settings, which hold their defaults already. */
export const goReader = `
package main

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
)

// _Failure_ tells everything that is wrong with the environment. Values are not told, because they may be secrets.
type _Failure_ struct {
	Problems []string
}

func (e *_Failure_) Error() string {
	return "the configuration cannot be used: " + strings.Join(e.Problems, "; ")
}

// _Reader_ reads variables and keeps what is wrong with them. A variable without a text counts as missing. Its methods tell whether
// there was a value.
type _Reader_ struct {
	problems []string
}

func (r *_Reader_) fail(format string, args ...any) bool {
	r.problems = append(r.problems, fmt.Sprintf(format, args...))
	return false
}

func (r *_Reader_) text(variable string, value *string, required bool) bool {
	text := os.Getenv(variable)
	if text == "" {
		if required {
			r.fail("%s is missing", variable)
		}
		return false
	}
	*value = text
	return true
}

func (r *_Reader_) list(variable string, value *[]string, required bool) bool {
	var text string
	if !r.text(variable, &text, required) {
		return false
	}
	*value = []string{}
	for _, each := range strings.Split(text, ",") {
		if each = strings.TrimSpace(each); each != "" {
			*value = append(*value, each)
		}
	}
	return true
}

func (r *_Reader_) choice(variable string, value *string, required bool, choices ...string) bool {
	var text string
	if !r.text(variable, &text, required) {
		return false
	}
	for _, choice := range choices {
		if choice == text {
			*value = text
			return true
		}
	}
	return r.fail("%s must be one of %s", variable, strings.Join(choices, ", "))
}

func (r *_Reader_) flag(variable string, value *bool, required bool) bool {
	var text string
	if !r.text(variable, &text, required) {
		return false
	}
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true", "yes", "on", "1":
		*value = true
	case "false", "no", "off", "0":
		*value = false
	default:
		return r.fail("%s must be true or false", variable)
	}
	return true
}

func (r *_Reader_) integer(variable string, value *int, required bool) bool {
	var text string
	if !r.text(variable, &text, required) {
		return false
	}
	number, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return r.fail("%s must be a whole number", variable)
	}
	*value = number
	return true
}

func (r *_Reader_) number(variable string, value *float64, required bool) bool {
	var text string
	if !r.text(variable, &text, required) {
		return false
	}
	number, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || math.IsNaN(number) || math.IsInf(number, 0) {
		return r.fail("%s must be a number", variable)
	}
	*value = number
	return true
}

func (r *_Reader_) atLeast(variable string, value, minimum float64) {
	if value < minimum {
		r.fail("%s must be at least %v", variable, minimum)
	}
}

func (r *_Reader_) atMost(variable string, value, maximum float64) {
	if value > maximum {
		r.fail("%s must be at most %v", variable, maximum)
	}
}

// _load_ reads the configuration from environment variables. The error is a *_Failure_, which names every variable that is missing or
// wrong.
func _load_() (_Name_, error) {
	var reader _Reader_
	_read_
}
`;
