"""The end of statements that do not end: in the child, beside the server.

Neo4j marks a transaction that is over its time, and most work stops within a second. Planning and
the folding of constants do not look at the mark. Their thread is stopped here by the Java debugging
interface (JVMTI ``StopThread``), only for transactions that the console began.
"""

from __future__ import annotations

import ctypes
import threading
import time
from pathlib import Path
from typing import Any

from graph_model.database.limits import MARK, MEGABYTES, STOPPED

LOOK_SECONDS = 0.25
#: How long a statement may go on after the server told it to end.
GRACE_SECONDS = 0.75

# Places in the tables of JNI and JVMTI; they are part of the Java specification and do not move.
GET_ENV, ATTACH = 6, 7
FIND_CLASS, NEW_OBJECT, METHOD_ID, NEW_TEXT = 6, 30, 33, 167
ALL_THREADS, STOP_THREAD, THREAD_INFO, ADD_CAPABILITIES = 3, 6, 8, 141
JNI_VERSION, JVMTI_VERSION = 0x00010008, 0x30010200
CAN_SIGNAL_THREAD = (ctypes.c_ubyte * 16)(0, 1 << 2)


class ThreadInfo(ctypes.Structure):
    """jvmtiThreadInfo."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("priority", ctypes.c_int),
        ("daemon", ctypes.c_ubyte),
        ("group", ctypes.c_void_p),
        ("loader", ctypes.c_void_p),
    )


class Threads:
    """The JVM's threads by name, for one Python thread. Raises `OSError` where the JVM does not let
    them be stopped.
    """

    def __init__(self, library: Path) -> None:
        machine, count = ctypes.c_void_p(), ctypes.c_int()
        ctypes.CDLL(str(library)).JNI_GetCreatedJavaVMs(
            ctypes.byref(machine), 1, ctypes.byref(count)
        )
        self._java, self._tool = ctypes.c_void_p(), ctypes.c_void_p()
        _call(machine, ATTACH, ctypes.byref(self._java), None)
        _call(machine, GET_ENV, ctypes.byref(self._tool), JVMTI_VERSION)
        _call(self._tool, ADD_CAPABILITIES, CAN_SIGNAL_THREAD)

    def stop(self, connection: str) -> bool:
        """Throw an error in the thread that works for a connection, whose name says so; whether
        there was one.
        """
        count, threads = ctypes.c_int(), ctypes.POINTER(ctypes.c_void_p)()
        _call(self._tool, ALL_THREADS, ctypes.byref(count), ctypes.byref(threads))
        for thread in threads[: count.value]:
            info = ThreadInfo()
            _call(self._tool, THREAD_INFO, ctypes.c_void_p(thread), ctypes.byref(info))
            if f"[{connection} ".encode() in info.name:
                _call(self._tool, STOP_THREAD, ctypes.c_void_p(thread), self._error())
                return True
        return False

    def _error(self) -> ctypes.c_void_p:
        """An error with words in it, for the server cannot answer without."""
        kind = self._made(FIND_CLASS, b"java/lang/Error")
        words = (ctypes.c_void_p * 1)(self._made(NEW_TEXT, STOPPED.encode()).value)
        return self._made(
            NEW_OBJECT,
            kind,
            self._made(METHOD_ID, kind, b"<init>", b"(Ljava/lang/String;)V"),
            words,
        )

    def _made(self, place: int, *arguments: Any) -> ctypes.c_void_p:
        return ctypes.c_void_p(_call(self._java, place, *arguments, gives=ctypes.c_void_p))


def _call(owner: ctypes.c_void_p, place: int, *arguments: Any, gives: Any = ctypes.c_int) -> Any:
    """Call the function at a place of an interface's table."""
    table = ctypes.cast(
        ctypes.cast(owner, ctypes.POINTER(ctypes.c_void_p))[0] or 0, ctypes.POINTER(ctypes.c_void_p)
    )
    result = ctypes.CFUNCTYPE(gives, ctypes.c_void_p, *([ctypes.c_void_p] * len(arguments)))(
        table[place] or 0
    )(owner, *arguments)
    if gives is ctypes.c_int and result:
        raise OSError(f"the Java machine answered {result} to call {place}")
    return result


def watch_transactions(database: Any, library: Path) -> None:
    """Look after the console's transactions from now on, in a thread of its own."""
    threading.Thread(target=_watch, args=(database, library), name="reaper", daemon=True).start()


def _watch(database: Any, library: Path) -> None:
    import jpype

    resolver, threads = database.getDependencyResolver(), Threads(library)
    transactions = resolver.resolveDependency(
        jpype.JClass("org.neo4j.kernel.impl.api.KernelTransactions")
    )
    too_large = jpype.JClass(
        "org.neo4j.kernel.api.exceptions.Status"
    ).General.TransactionOutOfMemoryError
    told: dict[int, float] = {}
    while True:
        time.sleep(LOOK_SECONDS)
        now, ours = (
            time.monotonic(),
            [
                handle
                for handle in transactions.activeTransactions()
                if handle.getMetaData().containsKey(MARK)
            ],
        )
        told = {
            int(handle.getTransactionSequenceNumber()): told.get(
                int(handle.getTransactionSequenceNumber()), now
            )
            for handle in ours
            if _marked(handle)
        }
        for handle in ours:
            asked = handle.executingQuery()
            if not _marked(handle):
                if (
                    asked.isPresent()
                    and asked.get().snapshot().allocatedBytes() > MEGABYTES * 2**20
                ):
                    handle.markForTermination(too_large)
            elif (
                now - told[int(handle.getTransactionSequenceNumber())] > GRACE_SECONDS
                and handle.clientInfo().isPresent()
            ):
                threads.stop(str(handle.clientInfo().get().connectionId()))


def _marked(handle: Any) -> bool:
    return bool(handle.terminationMark().isPresent())
