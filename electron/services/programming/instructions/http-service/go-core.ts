import { goChecks } from './go-checks.ts';

/** What all services of Go have, whatever serves them. */
export const goCore = `
package main

import (
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"net/url"
)

// requestError is a request that cannot be answered: the status and the reason.
type requestError struct {
	status  int
	message string
}

func (e *requestError) Error() string {
	return e.message
}

// input is what came with a request.
type input struct {
	path  map[string]string
	query url.Values
	body  map[string]any
}

type answer struct {
	status      int
	contentType string
	content     []byte
}

func toJSON(status int, value any) (answer, error) {
	content, err := json.Marshal(value)
	return answer{status: status, contentType: "application/json", content: content}, err
}

// failure is the answer to a request that failed. What nobody expected is logged and not shown.
func failure(err error) answer {
	status, message := http.StatusInternalServerError, "internal error"
	var expected *requestError
	if errors.As(err, &expected) {
		status, message = expected.status, expected.message
	} else {
		log.Print(err)
	}
	content, err := json.Marshal(map[string]string{"error": message})
	if err != nil {
		log.Print(err)
	}
	return answer{status: status, contentType: "application/json", content: content}
}
`;

/** Functions that only some services need, by the name that they have in a script. */
export const goPieces = {
  plainText: `
package main

func plainText(status int, content string) (answer, error) {
	return answer{status: status, contentType: "text/plain; charset=utf-8", content: []byte(content)}, nil
}
`,
  empty: `
package main

func empty(status int) (answer, error) {
	return answer{status: status}, nil
}
`,
  parseBody: `
package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"unicode/utf8"
)

const bodyLimit = 1 << 20

// parseBody reads the fields of a body.
func parseBody(body io.Reader) (map[string]any, error) {
	content, err := io.ReadAll(io.LimitReader(body, bodyLimit+1))
	if err != nil {
		return nil, err
	}
	if len(content) > bodyLimit {
		return nil, &requestError{http.StatusRequestEntityTooLarge, "the body must be at most 1 MiB"}
	}
	if !json.Valid(content) || !utf8.Valid(content) {
		return nil, &requestError{http.StatusBadRequest, "the body must be JSON"}
	}
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	fields, ok := value.(map[string]any)
	if !ok {
		return nil, &requestError{http.StatusBadRequest, "the body must be a JSON object"}
	}
	return fields, nil
}
`,
  ...goChecks,
} as const;
