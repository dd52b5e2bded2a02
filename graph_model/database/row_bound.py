"""A bound on one row of an answer, before it is read: a row of gigabytes would be held whole, and
one of a million lists within each other would overflow the stack of the thread that reads it, and
end the whole program.

The driver has no such bound. Its connection fills a buffer, message by message, from its socket;
here the socket is asked through a gate that looks at the buffer. Should a driver keep these
elsewhere, nothing is bounded, and a test says so.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

ROW_MEGABYTES = 16
#: So many lists, maps and entries may one row hold; were they all within each other, a stack of
#: this size would hold them (measured: 400 bytes each).
HOLDERS, STACK_MEGABYTES = 600_000, 256
#: A row of so few bytes holds less than that whatever is in it, and is not looked through.
SMALL = 100_000
#: The bytes that begin a list, a map or a structure in what the server sends (PackStream). Other
#: bytes may look the same: text that is not English does.
BEGINNINGS = bytes(range(0x90, 0xC0)) + b"\xd4\xd5\xd6\xd8\xd9\xda"


class BoundedSocket:
    """A socket that gives no more once a message is too large."""

    def __init__(self, socket: Any, buffer: Any) -> None:
        self._socket, self._buffer, self._held, self.met = socket, buffer, 0, False

    def recv_into(self, view: memoryview, size: int) -> int:
        """Receive, as the socket does. Raises `OSError` beyond the bound, on which the driver
        closes the connection, and the server ends its work.
        """
        used: int = self._buffer.used
        received: int = self._socket.recv_into(view, size)
        if used + received > SMALL:
            before = self._held if used > SMALL else _holders(bytes(self._buffer.data[:used]))
            self._held = before + _holders(bytes(view[:received]))
            if used > ROW_MEGABYTES * 2**20 or self._held > HOLDERS:
                self.met = True
                raise OSError("a row is too large")
        return received

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)


def _holders(received: bytes) -> int:
    return len(received) - len(received.translate(None, BEGINNINGS))


@contextmanager
def bound_rows(transaction: Any) -> Iterator[BoundedSocket | None]:
    """Bound the rows of a transaction; the gate tells whether it was met."""
    inbox: Any = getattr(getattr(transaction, "_connection", None), "inbox", None)
    buffer, socket = getattr(inbox, "_buffer", None), getattr(inbox, "_socket", None)
    if buffer is None or socket is None or not hasattr(buffer, "used"):
        yield None
        return
    inbox._socket = gate = BoundedSocket(socket, buffer)
    try:
        yield gate
    finally:
        inbox._socket = socket


_STARTING = threading.Lock()


def start(work: Callable[[], None], name: str) -> None:
    """Begin a thread with room for a row as deep as the gate lets through; the memory is taken only
    when it is needed.
    """
    with _STARTING:
        before = threading.stack_size(STACK_MEGABYTES * 2**20)
        try:
            threading.Thread(target=work, name=name, daemon=True).start()
            return
        except RuntimeError:
            # a system that promises no more memory than it has: a thread of the usual kind is
            # better than none
            pass
        finally:
            threading.stack_size(before)
    threading.Thread(target=work, name=name, daemon=True).start()
