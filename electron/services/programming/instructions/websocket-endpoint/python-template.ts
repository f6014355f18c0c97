/** The frames of RFC 6455 on a connection of asyncio, whose first request is read by hand. */
export const socketPython = `
import asyncio
import base64
import hashlib
import io
import os
import re
import struct
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage, parse_headers
from itertools import cycle
from typing import List, Set, Tuple, Union

# Bytes of a message.
MAX_MESSAGE_BYTES = _limit_
# Bytes that may wait for a client who reads slowly.
MAX_WAITING_BYTES = 16 * (MAX_MESSAGE_BYTES + 10)
# Seconds between pings. A client from whom nothing came in between is cut off.
PING_INTERVAL = _pingSeconds_


class ProtocolError(Exception):
    """What a client did wrong; the connection is closed with the code."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class Client:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._alive = True

    def send(self, message: Union[str, bytes]) -> None:
        """Sends a string as text and bytes as they are."""
        if isinstance(message, str):
            self._write(1, message.encode())
        else:
            self._write(2, message)

    async def serve(self) -> None:
        """Reads messages until the connection ends."""
        clients.add(self)
        pings = asyncio.create_task(self._ping())
        code = 1011
        try:
            code = await self._read_messages()
        except ProtocolError as error:
            code = error.code
        finally:
            clients.discard(self)
            pings.cancel()
            self._write(8, struct.pack("!H", code))

    async def _read_messages(self) -> int:
        """Hands messages on until the client closes the connection, and gives the code to answer with."""
        parts: List[bytes] = []
        size = 0
        kind = 0
        while True:
            last, opcode, payload = await self._read_frame(MAX_MESSAGE_BYTES - size)
            self._alive = True
            if opcode == 8:
                return close_code(payload)
            if opcode == 9:
                self._write(10, payload)
            elif opcode != 10:
                if opcode > 2 or (opcode == 0) == (kind == 0):
                    raise ProtocolError(1002, "unexpected frame")
                kind = opcode or kind
                size += len(payload)
                if payload:
                    parts.append(payload)
                if last:
                    message = b"".join(parts)
                    handle_message(self, text_of(message) if kind == 1 else message)
                    parts = []
                    size = 0
                    kind = 0
            await self._writer.drain()

    async def _read_frame(self, limit: int) -> Tuple[bool, int, bytes]:
        """Whether the frame is the last one of its message, its opcode and its payload."""
        first, second = await self._reader.readexactly(2)
        last = first >= 0x80
        opcode = first & 0x0F
        length = second & 0x7F
        if first & 0x70 != 0 or second < 0x80 or (opcode >= 8 and (not last or length > 125)):
            raise ProtocolError(1002, "malformed frame")
        if length == 126:
            length = int.from_bytes(await self._reader.readexactly(2), "big")
        elif length == 127:
            length = int.from_bytes(await self._reader.readexactly(8), "big")
        if opcode < 8 and length > limit:
            raise ProtocolError(1009, "message too large")
        mask = await self._reader.readexactly(4)
        payload = await self._reader.readexactly(length)
        return last, opcode, bytes(byte ^ key for byte, key in zip(payload, cycle(mask)))

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(PING_INTERVAL)
            if not self._alive:
                self._writer.transport.abort()
            self._alive = False
            self._write(9, b"")

    def _write(self, opcode: int, payload: bytes) -> None:
        transport = self._writer.transport
        if transport.get_write_buffer_size() > MAX_WAITING_BYTES:
            transport.abort()
        elif not transport.is_closing():
            self._writer.write(frame_of(opcode, payload))


# Everybody who is connected.
clients: Set[Client] = set()


def handle_message(client: Client, message: Union[str, bytes]) -> None:
    """Answers a message: a text is a string."""
    if _broadcasts_:
        for each in clients:
            each.send(message)
    else:
        client.send(message)


def frame_of(opcode: int, payload: bytes) -> bytes:
    length = len(payload)
    if length < 126:
        return struct.pack("!BB", 0x80 | opcode, length) + payload
    if length < 65_536:
        return struct.pack("!BBH", 0x80 | opcode, 126, length) + payload
    return struct.pack("!BBQ", 0x80 | opcode, 127, length) + payload


def text_of(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise ProtocolError(1007, "text must be UTF-8") from None


def close_code(payload: bytes) -> int:
    """The code of a frame that closes; 1000 where it has none."""
    if not payload:
        return 1000
    code = int.from_bytes(payload[:2], "big") if len(payload) > 1 else 0
    if not (1000 <= code <= 1014 and code not in (1004, 1005, 1006)) and not 3000 <= code <= 4999:
        raise ProtocolError(1002, "invalid close code")
    text_of(payload[2:])
    return code


def refusal_of(method: str, target: str, headers: HTTPMessage) -> int:
    """The status that refuses a request; 101 for one that opens a connection."""
    if target.partition("?")[0] != "_path_":
        return 404
    upgrades = "upgrade" in headers.get("Connection", "").lower() and headers.get("Upgrade", "").lower() == "websocket"
    if method != "GET" or not upgrades or headers.get("Sec-WebSocket-Version") != "13":
        return 426
    if _restricts_:
        if headers.get("Origin") != "_origin_":
            return 403
    return 101 if re.fullmatch("[A-Za-z0-9+/]{22}==", headers.get("Sec-WebSocket-Key", "")) else 400


async def open_connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Answers the request that a connection starts with; true where messages follow."""
    request = await asyncio.wait_for(reader.readuntil(b"\\r\\n\\r\\n"), 10)
    line, _, rest = request.partition(b"\\r\\n")
    method, target, _ = line.decode("latin-1").split(" ")
    headers = parse_headers(io.BytesIO(rest))
    status = refusal_of(method, target, headers)
    answer = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\\r\\nUpgrade: websocket\\r\\n"
    if status == 101:
        key = headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        accept = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()
        answer += f"Connection: Upgrade\\r\\nSec-WebSocket-Accept: {accept}\\r\\n\\r\\n"
    else:
        answer += "Sec-WebSocket-Version: 13\\r\\nConnection: close\\r\\nContent-Length: 0\\r\\n\\r\\n"
    writer.write(answer.encode())
    return status == 101


async def finish(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Reads on without looking, because what is not read would make the system drop what was sent last."""
    writer.write_eof()
    while await reader.read(65_536):
        pass


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        if await open_connection(reader, writer):
            await Client(reader, writer).serve()
        await asyncio.wait_for(finish(reader, writer), 10)
    except (OSError, EOFError, ValueError, HTTPException, asyncio.LimitOverrunError, asyncio.TimeoutError):
        # The client is gone, or never spoke HTTP.
        pass
    finally:
        writer.close()


async def main() -> None:
    port = int(os.environ.get("PORT", "8000"))
    server = await asyncio.start_server(serve, "127.0.0.1", port)
    async with server:
        await server.serve_forever()
`;
