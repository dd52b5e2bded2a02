"""Two real servers behind a small proxy that makes a cluster of them, as far as a driver can tell:
Neo4j Community has none of its own.

One member leads and takes writes, the other follows: the proxy writes down what was committed and
does it again there, some time later. It answers with the routing table, with bookmarks of its own
(a member waits until it is as far), and refuses writes to the member that does not lead, in the
words of Neo4j. The leader can move and a member can go away at any moment. Bolt 5.4 alone, for one
database, without encryption: enough to see how a client fares.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Sequence
from typing import Any

import neo4j
from neo4j._codec.packstream import v1 as _v1

from graph_model.engine.local import Running

codec: Any = _v1
MAGIC, VERSION = b"\x60\x60\xb0\x17", b"\x00\x00\x04\x05"
GOODBYE, RESET, RUN, BEGIN, COMMIT, ROLLBACK = 0x02, 0x0F, 0x10, 0x11, 0x12, 0x13
DISCARD, PULL, ROUTE, LOGON, HELLO = 0x2F, 0x3F, 0x66, 0x6A, 0x01
SUCCESS, RECORD, IGNORED, FAILURE = 0x70, 0x71, 0x7E, 0x7F
NOT_A_LEADER = {
    "code": "Neo.ClientError.Cluster.NotALeader",
    "message": "No write operations are allowed directly on this member.",
}
Statement = tuple[str, dict[str, Any]]


class Cluster:
    """The two members: who leads, how far each is, and what happened."""

    def __init__(self, members: Sequence[Running], lag: float) -> None:
        self.members, self.lag = tuple(members), lag
        self.leader, self.down = 0, -1
        self.log: list[list[Statement]] = []
        self.applied = [0] * len(self.members)
        self.refused = self.waited = 0
        self.changed = threading.Condition()
        self.committing = threading.Lock()
        self.over = False
        self.links: list[Link] = []
        self.ears = [socket.create_server(("127.0.0.1", 0)) for _ in self.members]
        self.ports = [int(ear.getsockname()[1]) for ear in self.ears]
        for place in range(len(self.members)):
            threading.Thread(target=self._listen, args=(place,), daemon=True).start()
        self.follower = threading.Thread(target=self._replicate, daemon=True)
        self.follower.start()

    @property
    def uri(self) -> str:
        """Where a client begins: at a member that is there."""
        return f"neo4j://127.0.0.1:{self.ports[self.leader]}"

    def table(self) -> dict[str, Any]:
        """The routing table: one writer, the other reads; both route."""
        addresses = [f"127.0.0.1:{port}" for port in self.ports]
        there = [place for place in range(len(addresses)) if place != self.down]
        readers = [addresses[place] for place in there if place != self.leader]
        leading = [addresses[self.leader]]
        roles = (("WRITE", leading), ("READ", readers or leading), ("ROUTE", addresses))
        servers = [{"role": role, "addresses": found} for role, found in roles]
        # good for longer than any test: a driver that asked again by itself would meet no refusal
        return {"rt": {"ttl": 3_600, "db": "neo4j", "servers": servers}}

    def move(self) -> None:
        """Let the other member lead, as soon as it is as far."""
        with self.committing:
            self.wait(1 - self.leader, len(self.log))
            self.leader = 1 - self.leader

    def go_away(self, place: int) -> None:
        """A member that answers nobody any more (-1: all are there again)."""
        self.down = place
        for link in [link for link in self.links if link.place == place]:
            link.end()

    def wait(self, place: int, number: int) -> None:
        """Wait until a member has done so many commits."""
        with self.changed:
            self.waited += self.applied[place] < number
            self.changed.wait_for(lambda: self.applied[place] >= number or self.over)

    def close(self) -> None:
        """End all of it; the servers go on."""
        self.over = True
        with self.changed:
            self.changed.notify_all()
        for ear in self.ears:
            ear.close()
        for link in list(self.links):
            link.end()
        self.follower.join()

    def _listen(self, place: int) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.ears[place].accept()
                if place == self.down:
                    client.close()
                    continue
                link = Link(self, place, client)
                self.links.append(link)
                threading.Thread(target=link.serve, daemon=True).start()

    def _replicate(self) -> None:
        """Do again on the follower what the leader committed."""
        drivers = [
            neo4j.GraphDatabase.driver(each.uri, auth=(each.user, each.password))
            for each in self.members
        ]
        while True:
            with self.changed:
                self.changed.wait_for(lambda: min(self.applied) < len(self.log) or self.over)
                if self.over:
                    break
                place = self.applied.index(min(self.applied))
                statements = self.log[self.applied[place]]
                if self.changed.wait_for(lambda: self.over, self.lag):
                    break
            with drivers[place].session() as session, session.begin_transaction() as transaction:
                for text, given in statements:
                    transaction.run(text, given).consume()
                transaction.commit()
            with self.changed:
                self.applied[place] += 1
                self.changed.notify_all()
        for driver in drivers:
            driver.close()


class Link:
    """One connection of a client to a member, and the proxy's own to the server behind it."""

    def __init__(self, cluster: Cluster, place: int, client: socket.socket) -> None:
        self.cluster, self.place, self.client = cluster, place, client
        port = int(cluster.members[place].uri.rpartition(":")[2])
        self.server = socket.create_connection(("127.0.0.1", port))
        self.failed = self.writes = self.within = False
        self.statements: list[Statement] = []

    def end(self) -> None:
        """Cut both."""
        for one in (self.client, self.server):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def serve(self) -> None:
        """Answer until one of them hangs up."""
        with contextlib.suppress(OSError, EOFError):
            if _exactly(self.client, 20)[:4] != MAGIC:
                raise EOFError
            self.server.sendall(MAGIC + VERSION + bytes(12))
            _exactly(self.server, 4)
            self.client.sendall(VERSION)
            while True:
                message = _message(self.client)
                if message[1] == GOODBYE:
                    break
                self._answer(message)
        self.end()
        with contextlib.suppress(ValueError):
            self.cluster.links.remove(self)

    def _answer(self, message: bytes) -> None:
        tag = message[1]
        if tag == RESET:
            self.failed = self.within = False
        elif self.failed:
            self._say(IGNORED)
            return
        if tag == ROUTE:
            self._say(SUCCESS, self.cluster.table())
        elif tag in (HELLO, LOGON):
            self._greet(tag, _fields(message))
        elif tag == BEGIN or (tag == RUN and not self.within):
            self._begin(tag, _fields(message))
        elif tag == RUN:
            text, given, _ = _fields(message)
            self.statements.append((text, given))
            if self.writes and self.cluster.leader != self.place:
                self._refuse()
            else:
                self._pass_on(message)
        elif tag == COMMIT or (tag in (PULL, DISCARD) and not self.within and self.statements):
            self._commit(message)
        else:
            self.within = self.within and tag != ROLLBACK
            self._pass_on(message)

    def _greet(self, tag: int, fields: list[Any]) -> None:
        member = self.cluster.members[self.place]
        if tag == HELLO:
            fields[0].pop("routing", None)
        else:
            fields[0].update(principal=member.user, credentials=member.password)
        self._pass_on(_packed(tag, fields))

    def _begin(self, tag: int, fields: list[Any]) -> None:
        extra = fields[-1]
        seen = [int(each.rpartition(":")[2]) for each in extra.pop("bookmarks", ())]
        self.writes = extra.get("mode") != "r"
        self.cluster.wait(self.place, max(seen, default=0))
        if self.writes and self.cluster.leader != self.place:
            self._refuse()
            return
        self.within = tag == BEGIN
        self.statements = [] if tag == BEGIN else [(fields[0], fields[1])]
        self._pass_on(_packed(tag, fields))

    def _commit(self, message: bytes) -> None:
        """Note what was committed, in its order; the bookmark is ours."""
        if not self.writes:
            self._pass_on(message, self.cluster.applied[self.place])
        else:
            with self.cluster.committing:
                if self.cluster.leader != self.place:
                    self._refuse()
                    return
                done = self._pass_on(message, len(self.cluster.log) + 1)
                if done:
                    with self.cluster.changed:
                        self.cluster.log.append(self.statements)
                        self.cluster.applied[self.place] = len(self.cluster.log)
                        self.cluster.changed.notify_all()
        self.within, self.statements = False, []

    def _refuse(self) -> None:
        """This member does not lead; what it began is undone."""
        self.cluster.refused += 1
        self.failed, self.within, self.statements = True, False, []
        self.server.sendall(_chunked(_packed(RESET, [])))
        while _message(self.server)[1] == RECORD:
            pass
        self._say(FAILURE, NOT_A_LEADER)

    def _pass_on(self, message: bytes, bookmark: int | None = None) -> bool:
        """Ask the server and hand its answer on; whether it was the end of something that went
        well.
        """
        self.server.sendall(_chunked(message))
        while (answer := _message(self.server))[1] == RECORD:
            self.client.sendall(_chunked(answer))
        told = _fields(answer)[0] if answer[1] == SUCCESS else {}
        over = answer[1] == SUCCESS and not told.get("has_more")
        if over and bookmark is not None:
            answer = _packed(SUCCESS, [{**told, "bookmark": f"proxy:{bookmark}"}])
        self.failed = answer[1] == FAILURE
        self.client.sendall(_chunked(answer))
        return over

    def _say(self, tag: int, told: dict[str, Any] | None = None) -> None:
        self.client.sendall(_chunked(_packed(tag, [] if told is None else [told])))


def _exactly(source: socket.socket, number: int) -> bytes:
    found = bytearray()
    while len(found) < number:
        part = source.recv(number - len(found))
        if not part:
            raise EOFError
        found += part
    return bytes(found)


def _message(source: socket.socket) -> bytes:
    """One message, put together from its chunks; empty ones between messages keep a line alive."""
    found = bytearray()
    while True:
        (size,) = struct.unpack(">H", _exactly(source, 2))
        if size:
            found += _exactly(source, size)
        elif found:
            return bytes(found)


def _chunked(message: bytes) -> bytes:
    parts = (message[start : start + 65_535] for start in range(0, len(message), 65_535))
    return b"".join(struct.pack(">H", len(part)) + part for part in parts) + b"\x00\x00"


def _packed(tag: int, fields: list[Any]) -> bytes:
    buffer = codec.PackableBuffer()
    codec.Packer(buffer).pack_struct(bytes([tag]), fields)
    return bytes(buffer.data)


def _fields(message: bytes) -> list[Any]:
    unpacker = codec.Unpacker(codec.UnpackableBuffer(message))
    size, _ = unpacker.unpack_structure_header()
    return [unpacker.unpack() for _ in range(size)]
