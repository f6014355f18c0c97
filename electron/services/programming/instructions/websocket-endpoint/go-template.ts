import { goClients } from './go-clients.ts';

/** The frames of RFC 6455 on a connection that net/http has given away. One goroutine reads from a client, another one writes to it. */
export const socketGo = `
package main

import (
	"bufio"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

const (
	// maxMessageBytes bounds a message.
	maxMessageBytes = _limit_
	// maxWaitingBytes may wait for a client who reads slowly.
	maxWaitingBytes = 16 * (maxMessageBytes + maxHeadBytes)
	// maxHeadBytes is what a frame has in front of its payload at most.
	maxHeadBytes = 10
	// pingInterval is the time between pings. A client from whom nothing came in two of them is cut off.
	pingInterval = _pingDuration_
	// writeTimeout bounds the sending of a frame.
	writeTimeout = 10 * time.Second
)

const (
	opText   = 1
	opBinary = 2
	opClose  = 8
	opPing   = 9
	opPong   = 10
)

// message is a text, which is valid UTF-8, or bytes.
type message struct {
	isText bool
	data   []byte
}

${goClients}// handleMessage answers a message.
func handleMessage(c *client, received message) {
	if _broadcasts_ {
		connected.broadcast(received)
	} else {
		c.send(received)
	}
}

// protocolError is what a client did wrong; the connection is closed with the code.
type protocolError struct {
	code uint16
	text string
}

func (e *protocolError) Error() string {
	return e.text
}

type frame struct {
	last    bool
	opcode  byte
	payload []byte
}

// serve reads messages until the connection ends.
func (c *client) serve() {
	defer c.close()
	done := make(chan struct{})
	go c.ping(done)
	go c.write()
	connected.add(c)
	code, err := c.readMessages()
	connected.remove(c)
	close(done)
	if err != nil {
		wrong, ok := err.(*protocolError)
		if !ok {
			return
		}
		code = wrong.code
	}
	c.enqueue(opClose, []byte{byte(code >> 8), byte(code)})
	// What is not read would make the system drop the frame that closes.
	if c.connection.SetReadDeadline(time.Now().Add(writeTimeout)) == nil {
		io.Copy(io.Discard, c.reader)
	}
}

// readMessages hands messages on until the client closes the connection, and gives the code to answer with.
func (c *client) readMessages() (uint16, error) {
	var data []byte
	var kind byte
	for {
		c.waitForRoom()
		if err := c.connection.SetReadDeadline(time.Now().Add(2 * pingInterval)); err != nil {
			return 0, err
		}
		received, err := c.readFrame(maxMessageBytes - len(data))
		if err != nil {
			return 0, err
		}
		switch received.opcode {
		case opClose:
			return closeCode(received.payload)
		case opPing:
			c.enqueue(opPong, received.payload)
			continue
		case opPong:
			continue
		}
		if received.opcode > opBinary || (received.opcode == 0) == (kind == 0) {
			return 0, &protocolError{1002, "unexpected frame"}
		}
		if received.opcode != 0 {
			kind = received.opcode
		}
		data = append(data, received.payload...)
		if !received.last {
			continue
		}
		if kind == opText && !utf8.Valid(data) {
			return 0, &protocolError{1007, "text must be UTF-8"}
		}
		handleMessage(c, message{kind == opText, data})
		data, kind = nil, 0
	}
}

func (c *client) readFrame(limit int) (frame, error) {
	head, err := c.read(2)
	if err != nil {
		return frame{}, err
	}
	received := frame{last: head[0] >= 0x80, opcode: head[0] & 0x0f}
	length := uint64(head[1] & 0x7f)
	if head[0]&0x70 != 0 || head[1] < 0x80 || (received.opcode >= opClose && (!received.last || length > 125)) {
		return frame{}, &protocolError{1002, "malformed frame"}
	}
	if length == 126 || length == 127 {
		size := uint64(2)
		if length == 127 {
			size = 8
		}
		more, err := c.read(size)
		if err != nil {
			return frame{}, err
		}
		length = 0
		for _, each := range more {
			length = length<<8 | uint64(each)
		}
	}
	if received.opcode < opClose && length > uint64(limit) {
		return frame{}, &protocolError{1009, "message too large"}
	}
	mask, err := c.read(4)
	if err != nil {
		return frame{}, err
	}
	if received.payload, err = c.read(length); err != nil {
		return frame{}, err
	}
	for at := range received.payload {
		received.payload[at] ^= mask[at%4]
	}
	return received, nil
}

func (c *client) read(size uint64) ([]byte, error) {
	data := make([]byte, size)
	_, err := io.ReadFull(c.reader, data)
	return data, err
}

// closeCode is the code of a frame that closes; 1000 where it has none.
func closeCode(payload []byte) (uint16, error) {
	if len(payload) == 0 {
		return 1000, nil
	}
	if len(payload) == 1 {
		return 0, &protocolError{1002, "invalid close code"}
	}
	code := binary.BigEndian.Uint16(payload)
	if code < 1000 || code >= 1004 && code <= 1006 || code > 1014 && code < 3000 || code > 4999 {
		return 0, &protocolError{1002, "invalid close code"}
	}
	if !utf8.Valid(payload[2:]) {
		return 0, &protocolError{1007, "text must be UTF-8"}
	}
	return code, nil
}

// refusalOf gives the status that refuses a request; 101 for one that opens a connection.
func refusalOf(r *http.Request) int {
	if r.URL.Path != "_path_" {
		return http.StatusNotFound
	}
	upgrades := strings.Contains(strings.ToLower(r.Header.Get("Connection")), "upgrade") && strings.EqualFold(r.Header.Get("Upgrade"), "websocket")
	if r.Method != http.MethodGet || !upgrades || r.Header.Get("Sec-WebSocket-Version") != "13" {
		return http.StatusUpgradeRequired
	}
	if _restricts_ {
		if r.Header.Get("Origin") != "_origin_" {
			return http.StatusForbidden
		}
	}
	if key, err := base64.StdEncoding.DecodeString(r.Header.Get("Sec-WebSocket-Key")); err != nil || len(key) != 16 {
		return http.StatusBadRequest
	}
	return http.StatusSwitchingProtocols
}

// serve answers a request and, where it opens a connection, the messages that follow.
func serve(w http.ResponseWriter, r *http.Request) {
	if status := refusalOf(r); status != http.StatusSwitchingProtocols {
		w.Header().Set("Upgrade", "websocket")
		w.Header().Set("Sec-WebSocket-Version", "13")
		http.Error(w, http.StatusText(status), status)
		return
	}
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		http.Error(w, "the connection cannot be taken over", http.StatusInternalServerError)
		return
	}
	connection, buffered, err := hijacker.Hijack()
	if err != nil {
		log.Print(err)
		return
	}
	accept := sha1.Sum([]byte(r.Header.Get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	answer := "HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: " +
		base64.StdEncoding.EncodeToString(accept[:]) + "\\r\\n\\r\\n"
	if _, err := connection.Write([]byte(answer)); err != nil {
		connection.Close()
		return
	}
	newClient(connection, buffered.Reader).serve()
}
`;
