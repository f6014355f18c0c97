/** Those who are connected, and what waits to be sent to each of them: nobody who reads slowly holds up the others. */
export const goClients = `// hub knows everybody who is connected.
type hub struct {
	mutex   sync.Mutex
	clients map[*client]bool
}

var connected = hub{clients: map[*client]bool{}}

func (h *hub) add(c *client) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.clients[c] = true
}

func (h *hub) remove(c *client) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	delete(h.clients, c)
}

// broadcast sends a message to all clients.
func (h *hub) broadcast(received message) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	for each := range h.clients {
		each.send(received)
	}
}

type client struct {
	connection net.Conn
	reader     *bufio.Reader
	mutex      sync.Mutex
	changed    *sync.Cond
	pending    []frame
	waiting    int
	closed     bool
}

func newClient(connection net.Conn, reader *bufio.Reader) *client {
	created := &client{connection: connection, reader: reader}
	created.changed = sync.NewCond(&created.mutex)
	return created
}

// send does not wait: a client for whom too much piles up is cut off.
func (c *client) send(sent message) {
	if sent.isText {
		c.enqueue(opText, sent.data)
	} else {
		c.enqueue(opBinary, sent.data)
	}
}

func (c *client) enqueue(opcode byte, payload []byte) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.waiting > maxWaitingBytes {
		c.connection.Close()
		return
	}
	c.pending = append(c.pending, frame{true, opcode, payload})
	c.waiting += maxHeadBytes + len(payload)
	c.changed.Broadcast()
}

// waitForRoom keeps a client from sending faster than it reads.
func (c *client) waitForRoom() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for c.waiting > maxWaitingBytes/2 && !c.closed {
		c.changed.Wait()
	}
}

// take waits for a frame to write; it is false when the connection has ended.
func (c *client) take() (frame, bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for len(c.pending) == 0 && !c.closed {
		c.changed.Wait()
	}
	if c.closed {
		return frame{}, false
	}
	next := c.pending[0]
	c.pending = c.pending[1:]
	c.waiting -= maxHeadBytes + len(next.payload)
	c.changed.Broadcast()
	return next, true
}

func (c *client) close() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.closed = true
	c.changed.Broadcast()
	c.connection.Close()
}

// write sends what is enqueued, up to the frame that closes.
func (c *client) write() {
	for {
		next, ok := c.take()
		if !ok {
			return
		}
		if err := c.writeFrame(next); err != nil {
			c.close()
			return
		}
		if next.opcode == opClose {
			if half, ok := c.connection.(*net.TCPConn); ok {
				half.CloseWrite()
			}
			return
		}
	}
}

func (c *client) ping(done <-chan struct{}) {
	ticker := time.NewTicker(pingInterval)
	defer ticker.Stop()
	for {
		select {
		case <-done:
			return
		case <-ticker.C:
			c.enqueue(opPing, nil)
		}
	}
}

func (c *client) writeFrame(sent frame) error {
	if err := c.connection.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return err
	}
	length := len(sent.payload)
	head := []byte{0x80 | sent.opcode}
	switch {
	case length < 126:
		head = append(head, byte(length))
	case length < 65536:
		head = append(head, 126, byte(length>>8), byte(length))
	default:
		size := make([]byte, 8)
		binary.BigEndian.PutUint64(size, uint64(length))
		head = append(append(head, 127), size...)
	}
	_, err := c.connection.Write(append(head, sent.payload...))
	return err
}

`;
