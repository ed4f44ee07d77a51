"""A bad line in front of a web server: slow, and breaking as chance has it.

Throttling by a browser's developer protocol does not reach what its service worker sends, and
nothing there can lose the answer of a server that has already committed. A proxy in front of
the server reaches them all.

Slow: any TCP, TLS too. Each direction is one wire that all connections share, as on a real
link: bytes leave one after the other at the rate and arrive half a round trip later. A new
connection first waits one round trip. At most 0.2 s of data waits for a wire.

Chaos: HTTP/1.1 in clear only; a TLS connection passes unbroken. By chance, from one seed: a
connection is refused; the server gets the head and half the body of a request, then the end;
the server answers in full, so it has committed, and the client gets a reset; the client gets
half an answer.
"""

# ruff: noqa: S311 - the chance of a test is no secret

from __future__ import annotations

import asyncio
import enum
import random
import socket
import struct
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import dataclass

HOST = "127.0.0.1"
PIECE = 1_400  # bytes put on a wire at once
BACKLOG_S = 0.2  # of data that may wait for a wire
BLOCK = 65_536
EVERYTHING = sys.maxsize
TLS_HANDSHAKE = b"\x16"
SWITCHING, OK, BODILESS = 101, 200, frozenset({204, 304})
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with RST
BREAKS = (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How slow the line is. The default does not slow anything."""

    down_kbps: float = 0.0  # from the server to the browser; 0 = unlimited
    up_kbps: float = 0.0
    rtt: float = 0.0  # seconds
    per_connection: bool = False  # each connection has wires of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Chaos:
    """How often the line breaks, as chances from 0 to 1. The default breaks nothing."""

    refuse: float = 0.0
    cut_upload: float = 0.0
    drop_answer: float = 0.0
    cut_answer: float = 0.0
    methods: frozenset[str] = frozenset({"POST", "PUT", "PATCH", "DELETE"})
    seed: int = 1

    @property
    def reads_http(self) -> bool:
        """Whether requests have to be understood at all."""
        return self.cut_upload + self.drop_answer + self.cut_answer > 0


EVEN, CALM = Line(), Chaos()


class Fate(enum.Enum):
    """What becomes of one request."""

    PASS = enum.auto()
    CUT_UPLOAD = enum.auto()
    DROP_ANSWER = enum.auto()
    CUT_ANSWER = enum.auto()


@dataclass(slots=True)
class Counters:
    """What happened so far."""

    connections: int = 0
    refused: int = 0
    requests: int = 0
    uploads_cut: int = 0
    answers_dropped: int = 0
    answers_cut: int = 0
    server_failed: int = 0
    up_bytes: int = 0
    down_bytes: int = 0


class CutError(Exception):
    """The connection breaks here: by chance, or because the server did."""


class Wire:
    """One direction of the line: serialisation at a rate, then propagation."""

    def __init__(self, kbps: float, delay: float) -> None:
        self._bytes_per_s, self._delay, self._free_at = kbps * 125, delay, 0.0

    def carry(self, size: int) -> float:
        """Book `size` bytes; return when the last of them arrives."""
        spent = size / self._bytes_per_s if self._bytes_per_s else 0.0
        self._free_at = max(time.monotonic(), self._free_at) + spent
        return self._free_at + self._delay

    async def room(self) -> None:
        """Wait until little enough waits for this wire."""
        while self._free_at - time.monotonic() > BACKLOG_S:
            await asyncio.sleep(0.01)


class Lane:
    """One connection's bytes in one direction, handed on when the wire has carried them."""

    def __init__(self, wire: Wire, hand_on: Callable[[bytes], Awaitable[None]]) -> None:
        self._wire, self._hand_on = wire, hand_on
        self._queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        self._task = asyncio.create_task(self._deliver())

    async def write(self, data: bytes) -> None:
        """Put bytes on the wire as there is room."""
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE]
            await self._wire.room()
            if self._task.done():
                raise CutError
            self._queue.put_nowait((self._wire.carry(len(piece)), piece))

    async def close(self) -> None:
        """Put the end of the stream (no bytes) on the wire and wait until it has arrived."""
        self._queue.put_nowait((self._wire.carry(0), b""))
        await self._task

    def abandon(self) -> None:
        """Forget what is still under way."""
        if not self._task.cancel() and not self._task.cancelled():
            self._task.exception()  # seen; else asyncio complains of it later

    async def _deliver(self) -> None:
        piece = b"?"
        while piece:
            due, piece = await self._queue.get()
            await asyncio.sleep(due - time.monotonic())
            await self._hand_on(piece)


class Head:
    """The head of an HTTP/1.1 message, understood as far as passing it on needs."""

    def __init__(self, raw: bytes) -> None:
        first, *lines = raw.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        self.raw, self.words = raw, first.split(" ", 2)
        self.fields = {name.strip().lower(): value.strip() for name, _, value in pairs}
        self.length = int(self.fields.get("content-length", 0))
        self.chunked = "chunked" in self.fields.get("transfer-encoding", "").lower()
        self.closes = "close" in self.fields.get("connection", "").lower()
        self.status = int(self.words[1]) if self.words[0].startswith("HTTP/") else 0

    @classmethod
    async def read(cls, stream: asyncio.StreamReader) -> Head | None:
        """Return the next head, or None at a clean end of the stream."""
        try:
            return cls(await stream.readuntil(b"\r\n\r\n"))
        except asyncio.IncompleteReadError as error:
            if error.partial:
                raise CutError from error
            return None

    def answers(self, method: str) -> None:
        """Settle the length of the body, which depends on what this head answers."""
        if method == "HEAD" or self.status < OK or self.status in BODILESS:
            self.length, self.chunked = 0, False
        elif not self.chunked and "content-length" not in self.fields:
            self.length, self.closes = EVERYTHING, True

    async def body(self, stream: asyncio.StreamReader) -> AsyncIterator[bytes]:
        """Yield the body as it comes, chunk framing included."""
        left = -1 if self.chunked else self.length
        while left > 0 and (piece := await stream.read(min(left, BLOCK))):
            left -= len(piece)
            yield piece
        if left > 0 and self.length < EVERYTHING:
            raise CutError
        while left < 0:
            line = await stream.readline()
            size = int(line.split(b";")[0], 16)
            yield line + (await stream.readexactly(size + 2) if size else b"")
            left = -1 if size else 0
        if self.chunked:  # trailers, and the empty line after them
            while (line := await stream.readline()).strip():
                yield line
            yield line


async def _to_the_end(stream: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while piece := await stream.read(BLOCK):
        yield piece


async def _half(pieces: AsyncIterator[bytes], length: int) -> AsyncIterator[bytes]:
    """Yield pieces up to half of `length`; nothing when the length is not known."""
    left = length // 2 if length < EVERYTHING else 0
    while left > 0:
        piece = await anext(pieces)
        yield piece[:left]
        left -= len(piece)


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close with RST, as a client sees it when its connection breaks."""
    with suppress(OSError):
        end = writer.get_extra_info("socket")
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    writer.transport.abort()


class Connection:
    """One connection of the browser, from its opening to its end."""

    def __init__(self, proxy: BadProxy, writer: asyncio.StreamWriter) -> None:
        self._proxy, self._counters, self._writer = proxy, proxy.counters, writer
        self._arrived = asyncio.StreamReader(limit=BLOCK)  # what came up the wire
        up, down = proxy.wires()
        self._up, self._down = Lane(up, self._hand_up), Lane(down, self._hand_down)

    async def serve(self, reader: asyncio.StreamReader) -> None:
        """Pass everything on until an end or a break."""
        await asyncio.sleep(self._proxy.line.rtt)
        try:
            server_in, server_out = await self._reach_server()
            with closing(server_out):
                await self._pass(reader, server_in, server_out)
        except (CutError, *BREAKS):
            _reset(self._writer)
        finally:
            self._writer.close()
            self._up.abandon()
            self._down.abandon()

    async def _pass(
        self,
        reader: asyncio.StreamReader,
        server_in: asyncio.StreamReader,
        server_out: asyncio.StreamWriter,
    ) -> None:
        """Choose by the first bytes whether to read HTTP or only to pass bytes."""
        plain = self._proxy.chaos.reads_http
        first = await reader.read(PIECE) if plain else b""
        feeding = asyncio.create_task(self._feed(reader, first))
        try:
            if plain and not first.startswith(TLS_HANDSHAKE):
                await self._talk(server_in, server_out)
            else:
                await self._tunnel(server_in, server_out)
            await self._down.close()
        finally:
            feeding.cancel()

    async def _reach_server(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        try:
            return await asyncio.open_connection(HOST, self._proxy.upstream, limit=BLOCK)
        except OSError as error:
            self._counters.server_failed += 1
            raise CutError from error

    async def _feed(self, reader: asyncio.StreamReader, first: bytes) -> None:
        """Put what the browser sends on the upward wire."""
        with suppress(OSError, CutError):
            await self._up.write(first)
            async for piece in _to_the_end(reader):
                await self._up.write(piece)
        await self._up.close()

    async def _hand_up(self, piece: bytes) -> None:
        self._counters.up_bytes += len(piece)
        if piece:
            self._arrived.feed_data(piece)
        else:
            self._arrived.feed_eof()

    async def _hand_down(self, piece: bytes) -> None:
        self._counters.down_bytes += len(piece)
        self._writer.write(piece)
        await self._writer.drain()

    async def _tunnel(
        self, server_in: asyncio.StreamReader, server_out: asyncio.StreamWriter
    ) -> None:
        """Pass bytes both ways without looking at them, until the server ends."""

        async def upward() -> None:
            async for piece in _to_the_end(self._arrived):
                server_out.write(piece)
                await server_out.drain()
            server_out.write_eof()

        task = asyncio.create_task(upward())
        try:
            async for piece in _to_the_end(server_in):
                await self._down.write(piece)
        finally:
            task.cancel()

    async def _talk(
        self, server_in: asyncio.StreamReader, server_out: asyncio.StreamWriter
    ) -> None:
        """Pass requests and answers, and break them as chance has it."""
        while request := await Head.read(self._arrived):
            self._counters.requests += 1
            fate = self._proxy.fate(request.words[0])
            await self._pass_request(request, server_out, cut=fate is Fate.CUT_UPLOAD)
            answer = await self._pass_answer(server_in, request.words[0], fate)
            if answer.status == SWITCHING:
                await self._tunnel(server_in, server_out)
            if answer.closes or request.closes or fate is Fate.CUT_ANSWER:
                return

    async def _pass_request(
        self, request: Head, server_out: asyncio.StreamWriter, *, cut: bool
    ) -> None:
        """Pass one request; when `cut`, only half of it, and break the connection."""
        pieces = request.body(self._arrived)
        if cut:
            if not (request.length or request.chunked):
                request.raw = request.raw[: len(request.raw) // 2]
            pieces = _half(pieces, request.length)
        server_out.write(request.raw)
        async for piece in pieces:
            server_out.write(piece)
            await server_out.drain()
        if cut:
            self._counters.uploads_cut += 1
            raise CutError

    async def _pass_answer(
        self, server_in: asyncio.StreamReader, method: str, fate: Fate
    ) -> Head:
        """Pass one answer and those that announce it (status 1xx); return its head."""
        while True:
            answer = await Head.read(server_in)
            if answer is None:
                self._counters.server_failed += 1
                raise CutError
            answer.answers(method)
            if answer.status >= OK or answer.status == SWITCHING:
                break
            await self._down.write(answer.raw)
        pieces = answer.body(server_in)
        if fate is Fate.DROP_ANSWER:
            async for _ in pieces:
                pass
            self._counters.answers_dropped += 1
            raise CutError
        if fate is Fate.CUT_ANSWER:
            self._counters.answers_cut += 1
            pieces = _half(pieces, answer.length)
        await self._down.write(answer.raw)
        async for piece in pieces:
            await self._down.write(piece)
        return answer


class BadProxy:
    """A context manager: the proxy at work, in a thread of its own, so any test can use it."""

    def __init__(
        self, upstream: int, *, listen: int = 0, line: Line = EVEN, chaos: Chaos = CALM
    ) -> None:
        """Take the server's port, and the port to listen on (0: one that is free)."""
        self.upstream, self.port = upstream, listen
        self.line, self.chaos, self.counters = line, chaos, Counters()
        self._of_connections = random.Random(2 * self.chaos.seed)
        self._of_requests = random.Random(2 * self.chaos.seed + 1)
        self._shared = self._new_wires()
        self._offline = False
        self._open: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._loop, self._stop = asyncio.new_event_loop(), asyncio.Event()
        self._ready: Future[int] = Future()
        self._thread = threading.Thread(target=self._run, name="badproxy", daemon=True)

    def __enter__(self) -> BadProxy:
        self._thread.start()
        self.port = self._ready.result()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    @property
    def url(self) -> str:
        """The address to give to the browser."""
        return f"http://localhost:{self.port}"

    def set_offline(self, *, offline: bool) -> None:
        """Reset all connections and refuse new ones, until set back."""
        self._offline = offline
        if offline:
            self._loop.call_soon_threadsafe(self._reset_all)

    def wires(self) -> tuple[Wire, Wire]:
        """Return the wires, up and down, for one connection."""
        return self._new_wires() if self.line.per_connection else self._shared

    def fate(self, method: str) -> Fate:
        """Draw what becomes of a request."""
        if method not in self.chaos.methods:
            return Fate.PASS
        draw = self._of_requests.random()
        for fate, chance in (
            (Fate.CUT_UPLOAD, self.chaos.cut_upload),
            (Fate.DROP_ANSWER, self.chaos.drop_answer),
            (Fate.CUT_ANSWER, self.chaos.cut_answer),
        ):
            draw -= chance
            if draw < 0:
                return fate
        return Fate.PASS

    def _new_wires(self) -> tuple[Wire, Wire]:
        delay = self.line.rtt / 2
        return Wire(self.line.up_kbps, delay), Wire(self.line.down_kbps, delay)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        try:
            server = await asyncio.start_server(self._accept, HOST, self.port, limit=BLOCK)
        except OSError as error:
            self._ready.set_exception(error)
            return
        self._ready.set_result(server.sockets[0].getsockname()[1])
        await self._stop.wait()
        server.close()
        self._reset_all()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await asyncio.sleep(0)  # one more turn, in which the sockets close

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.counters.connections += 1
        if self._of_connections.random() < self.chaos.refuse or self._offline:
            self.counters.refused += 1
            _reset(writer)
            return
        task = asyncio.create_task(Connection(self, writer).serve(reader))
        self._open[task] = writer
        task.add_done_callback(self._open.pop)

    def _reset_all(self) -> None:
        for writer in self._open.values():
            _reset(writer)
