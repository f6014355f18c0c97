/** The frames of RFC 6455 on a connection that node:http has given away. */
export const socketScript = `
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, STATUS_CODES } from "node:http";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** Bytes of a message. */
const maxMessageBytes = _limit_;
/** Bytes that may wait for a client who reads slowly. */
const maxWaitingBytes = 16 * (maxMessageBytes + 10);
/** Milliseconds between pings. A client from whom nothing came in between is cut off. */
const pingInterval = _ping_;

/** Everybody who is connected. */
const clients = new Set<Client>();

/** Answers a message: a text is a string. */
function handleMessage(client: Client, message: string | Buffer): void {
  if (_broadcasts_) {
    for (const each of clients) {
      each.send(message);
    }
  } else {
    client.send(message);
  }
}

export const server = createServer((request, response) => {
  const status = refusalOf(request);
  response.writeHead(status, refusalHeaders).end(STATUS_CODES[status]);
});

server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
  socket.on("error", () => socket.destroy());
  const status = refusalOf(request);
  if (status !== 101) {
    const headers = Object.entries(refusalHeaders).map(([name, value]) => \`\${name}: \${value}\\r\\n\`);
    socket.end(\`HTTP/1.1 \${status} \${STATUS_CODES[status]}\\r\\n\${headers.join("")}Connection: close\\r\\nContent-Length: 0\\r\\n\\r\\n\`, () => socket.destroy());
    return;
  }
  const accept = createHash("sha1")
    .update(\`\${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11\`)
    .digest("base64");
  socket.write(
    \`HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: \${accept}\\r\\n\\r\\n\`,
  );
  if (head.length > 0) {
    socket.unshift(head);
  }
  void new Client(socket).serve();
});

const refusalHeaders = { Upgrade: "websocket", "Sec-WebSocket-Version": "13" };

/** The status that refuses a request; 101 for one that opens a connection. */
function refusalOf(request: IncomingMessage): number {
  if ((request.url ?? "").replace(/\\?.*/, "") !== "_path_") {
    return 404;
  }
  const { headers } = request;
  const upgrades = /\\bupgrade\\b/i.test(headers.connection ?? "") && headers.upgrade?.toLowerCase() === "websocket";
  if (request.method !== "GET" || !upgrades || headers["sec-websocket-version"] !== "13") {
    return 426;
  }
  if (_restricts_) {
    if (headers.origin !== "_origin_") {
      return 403;
    }
  }
  return /^[A-Za-z0-9+/]{22}==$/.test(headers["sec-websocket-key"] ?? "") ? 101 : 400;
}

/** What a client did wrong; the connection is closed with the code. */
class ProtocolError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

interface Frame {
  last: boolean;
  opcode: number;
  payload: Buffer;
}

export class Client {
  readonly #socket: Duplex;
  #alive = true;
  #wake: () => void = () => undefined;

  constructor(socket: Duplex) {
    this.#socket = socket;
  }

  /** Sends a string as text and bytes as they are. */
  send(message: string | Buffer): void {
    this.#write(typeof message === "string" ? 1 : 2, Buffer.from(message));
  }

  /** Reads messages until the connection ends. */
  async serve(): Promise<void> {
    clients.add(this);
    const timer = setInterval(() => this.#ping(), pingInterval);
    this.#socket.on("readable", () => this.#wake());
    this.#socket.on("end", () => this.#socket.end());
    this.#socket.on("close", () => {
      clearInterval(timer);
      clients.delete(this);
    });
    try {
      this.#close(await this.#readMessages());
    } catch (error) {
      this.#close(error instanceof ProtocolError ? error.code : 1011);
    }
  }

  /** Hands messages on until the client closes the connection, and gives the code to answer with. */
  async #readMessages(): Promise<number> {
    let parts: Buffer[] = [];
    let size = 0;
    let kind = 0;
    for (;;) {
      const { last, opcode, payload } = await this.#readFrame(maxMessageBytes - size);
      this.#alive = true;
      if (opcode === 8) {
        return closeCode(payload);
      }
      if (opcode === 9) {
        this.#write(10, payload);
      } else if (opcode !== 10) {
        if (opcode > 2 || (opcode === 0) === (kind === 0)) {
          throw new ProtocolError(1002, "unexpected frame");
        }
        kind = opcode === 0 ? kind : opcode;
        size += payload.length;
        if (payload.length > 0) {
          parts.push(payload);
        }
        if (last) {
          const message = Buffer.concat(parts);
          handleMessage(this, kind === 1 ? textOf(message) : message);
          parts = [];
          size = 0;
          kind = 0;
        }
      }
      if (this.#socket.writableNeedDrain) {
        await once(this.#socket, "drain");
      }
    }
  }

  async #readFrame(limit: number): Promise<Frame> {
    const head = await this.#read(2);
    const first = head.readUInt8(0);
    const second = head.readUInt8(1);
    const last = first >= 0x80;
    const opcode = first & 0x0f;
    let length = second & 0x7f;
    if ((first & 0x70) !== 0 || second < 0x80 || (opcode >= 8 && (!last || length > 125))) {
      throw new ProtocolError(1002, "malformed frame");
    }
    if (length === 126) {
      length = (await this.#read(2)).readUInt16BE(0);
    } else if (length === 127) {
      length = Number((await this.#read(8)).readBigUInt64BE(0));
    }
    if (opcode < 8 && length > limit) {
      throw new ProtocolError(1009, "message too large");
    }
    const mask = await this.#read(4);
    const payload = await this.#read(length);
    return { last, opcode, payload: Buffer.from(payload.map((byte, at) => byte ^ mask.readUInt8(at % 4))) };
  }

  async #read(size: number): Promise<Buffer> {
    if (size === 0) {
      return Buffer.alloc(0);
    }
    for (;;) {
      const bytes: Buffer | null = this.#socket.read(size);
      if (bytes?.length === size) {
        return bytes;
      }
      if (bytes !== null) {
        throw new Error("the connection has ended");
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #ping(): void {
    if (this.#alive) {
      this.#alive = false;
      this.#write(9, Buffer.alloc(0));
    } else {
      this.#socket.destroy();
    }
  }

  #write(opcode: number, payload: Buffer): void {
    if (this.#socket.writableLength > maxWaitingBytes) {
      this.#socket.destroy();
    } else if (this.#socket.writable) {
      this.#socket.write(frameOf(opcode, payload));
    }
  }

  /** Reads on without looking, because what is not read would make the system drop the frame that closes. */
  #close(code: number): void {
    clients.delete(this);
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(code, 0);
    this.#write(8, payload);
    this.#socket.end();
    this.#socket.removeAllListeners("readable");
    this.#socket.resume();
  }
}

function frameOf(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head.writeUInt8(0x80 + opcode, 0);
  if (length < 126) {
    head.writeUInt8(length, 1);
  } else if (length < 65_536) {
    head.writeUInt8(126, 1);
    head.writeUInt16BE(length, 2);
  } else {
    head.writeUInt8(127, 1);
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}

function textOf(bytes: Buffer): string {
  if (!isUtf8(bytes)) {
    throw new ProtocolError(1007, "text must be UTF-8");
  }
  return bytes.toString();
}

/** The code of a frame that closes; 1000 where it has none. */
function closeCode(payload: Buffer): number {
  if (payload.length === 0) {
    return 1000;
  }
  const code = payload.length === 1 ? 0 : payload.readUInt16BE(0);
  const known = (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999);
  if (!known) {
    throw new ProtocolError(1002, "invalid close code");
  }
  textOf(payload.subarray(2));
  return code;
}
`;
