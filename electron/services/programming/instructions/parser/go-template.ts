/** The scanner keeps the first error, so that a record is read without a check behind each of its fields. */
export const goScanner = `
package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// _Failure_ tells where a line is not of the form. The offset counts code points from the start of the line.
type _Failure_ struct {
	Expected string
	Offset   int
}

func (e *_Failure_) Error() string {
	return fmt.Sprintf("expected %s at offset %d", e.Expected, e.Offset)
}

var _integers_ = regexp.MustCompile(\`^-?[0-9]+\`)

var _decimals_ = regexp.MustCompile(\`^-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\`)

var _flags_ = regexp.MustCompile(\`^(?:true|false)\`)

// _Scanner_ reads a line from its start and keeps its first error; each method reads a value and the literal text behind it.
type _Scanner_ struct {
	line string
	at   int
	err  error
}

func (s *_Scanner_) fail(expected string) {
	if s.err == nil {
		s.err = &_Failure_{Expected: expected, Offset: utf8.RuneCountInString(s.line[:s.at])}
	}
}

func (s *_Scanner_) literal(text string) {
	if !strings.HasPrefix(s.line[s.at:], text) {
		s.fail(strconv.Quote(text))
		return
	}
	s.at += len(text)
}

func (s *_Scanner_) text(name, end string) string {
	value := s.line[s.at:]
	if end != "" {
		value, _, _ = strings.Cut(value, end)
	}
	if value == "" {
		s.fail(name)
	}
	s.at += len(value)
	s.literal(end)
	return value
}

func (s *_Scanner_) integer(name, end string) int {
	text := _integers_.FindString(s.line[s.at:])
	value, err := strconv.Atoi(text)
	if err != nil {
		s.fail(name)
	}
	s.at += len(text)
	s.literal(end)
	return value
}

func (s *_Scanner_) decimal(name, end string) float64 {
	text := _decimals_.FindString(s.line[s.at:])
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		s.fail(name)
	}
	s.at += len(text)
	s.literal(end)
	return value
}

func (s *_Scanner_) flag(name, end string) bool {
	text := _flags_.FindString(s.line[s.at:])
	if text == "" {
		s.fail(name)
	}
	s.at += len(text)
	s.literal(end)
	return text == "true"
}

func (s *_Scanner_) end() {
	if s.at < len(s.line) {
		s.fail("the end of the line")
	}
}

// _Name_ is a line that was parsed.
type _Name_ struct {
	_fields_ string
}

// _parse_ parses a line without its line break. The error is a *_Failure_ where the line is not of the form.
func _parse_(line string) (_Name_, error) {
	scanner := &_Scanner_{line: line}
	_read_
}
`;
