/** The client of Go: a struct with methods, of which `pages` is one where lists have pages. */
export const clientGo = (pages: string): string => `
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// _Error_ is an answer whose status is no success.
type _Error_ struct {
	Status int
	Body   []byte
}

func (e *_Error_) Error() string {
	return fmt.Sprintf("the server answered with status %d", e.Status)
}

// _Name_ calls _base_. Requests that may be repeated without harm are tried up to _attempts_ times.
type _Name_ struct {
	base   string
	header http.Header
	client *http.Client
}

// New_Name_ makes a client; header goes along with each request and may be nil.
func New_Name_(header http.Header) *_Name_ {
	return &_Name_{base: strings.TrimSuffix("_base_", "/"), header: header, client: &http.Client{Timeout: _duration_}}
}
${pages}
// Request returns the body of the answer. The error is an *_Error_ where the status is no success.
func (c *_Name_) Request(ctx context.Context, method, path string, query url.Values, body any) ([]byte, error) {
	content, _, err := c.send(ctx, method, path, query, body)
	return content, err
}

func (c *_Name_) send(ctx context.Context, method, path string, query url.Values, body any) ([]byte, http.Header, error) {
	target := path
	if strings.HasPrefix(path, "/") {
		target = c.base + path
	}
	address, err := url.Parse(target)
	if err != nil {
		return nil, nil, err
	}
	values := address.Query()
	for key, all := range query {
		values[key] = all
	}
	address.RawQuery = values.Encode()
	var data []byte
	if body != nil {
		if data, err = json.Marshal(body); err != nil {
			return nil, nil, err
		}
	}
	repeatable := method != http.MethodPost && method != http.MethodPatch
	for attempt := 1; ; attempt++ {
		last := attempt >= _attempts_
		wait := 250 * time.Millisecond << (attempt - 1)
		content, header, status, err := c.once(ctx, method, address.String(), data)
		if err == nil && status >= 200 && status < 300 {
			return content, header, nil
		}
		if err != nil && (last || !repeatable || ctx.Err() != nil) {
			return nil, nil, err
		}
		if err == nil {
			if last || status != http.StatusTooManyRequests && (!repeatable || status < 500) {
				return nil, nil, &_Error_{Status: status, Body: content}
			}
			if asked, ok := _pause_(header.Get("Retry-After")); ok {
				wait = asked
			}
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil, nil, ctx.Err()
		case <-timer.C:
		}
	}
}

func (c *_Name_) once(ctx context.Context, method, address string, data []byte) ([]byte, http.Header, int, error) {
	request, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(data))
	if err != nil {
		return nil, nil, 0, err
	}
	if len(data) > 0 {
		request.Header.Set("Content-Type", "application/json")
	}
	for key, values := range c.header {
		request.Header[key] = values
	}
	response, err := c.client.Do(request)
	if err != nil {
		return nil, nil, 0, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	return content, response.Header, response.StatusCode, err
}

// _pause_ is the time that a server asks to wait, as a number of seconds or a date; a minute at most.
func _pause_(header string) (time.Duration, bool) {
	var wait time.Duration
	if seconds, err := strconv.Atoi(header); err == nil {
		wait = time.Duration(seconds) * time.Second
	} else if date, err := http.ParseTime(header); err == nil {
		wait = time.Until(date)
	} else {
		return 0, false
	}
	if wait > time.Minute {
		return time.Minute, true
	}
	return wait, true
}
`;
