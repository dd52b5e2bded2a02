"""Asking: one statement, looked at first, then run in a transaction that cannot write, within its
limits.

The order is: bound on size → a turn among the few that run at once → the engine's own plan, and
what it shows refused → the run. Everything waits in a thread of its own, so that whoever asked can
wait, look away, or cancel.
"""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from graph_model.console.answer_values import AnswerValue, ValueRow
from graph_model.console.cypher_tokens import mode
from graph_model.console.from_driver import AnswerReading
from graph_model.console.guard import refuse_plan, refuse_text
from graph_model.console.notices import notices, pattern_notices
from graph_model.console.own_rows import beside_own, counts_everything, number_of_own, refuse_own
from graph_model.database.failures import LONGER
from graph_model.database.limits import QueryLimits, check_parameters, check_size
from graph_model.database.reading import Commits, commits
from graph_model.database.row_bound import start
from graph_model.errors import (
    LinkagesError,
    QueryBusy,
    QueryEnded,
    QueryError,
    QueryRefused,
    StoreError,
    StoreUnreachable,
)
from graph_model.progress import Task
from graph_model.search_words import nearest_name

if TYPE_CHECKING:
    from graph_model.database.reading import Reader
    from graph_model.database.store import Store

AT_ONCE = 4
BATCH = 1_000
#: So many statements are known by their plans; people ask the same few again.
PLANS = 64
#: How long after its limit a question may be unanswered before it is given up.
GIVE_UP_SECONDS = 1.9
#: How long a server that did not end a question may take to answer another one before it is started
#: again.
ALIVE_SECONDS = 5.0
MIXED = (
    "A load was being written while this was answered: some of its rows may be counted and others"
    " not. Ask again."
)
UNKNOWN_FUNCTION = re.compile(r"Unknown function '([^']*)'")
FUNCTIONS = "SHOW FUNCTIONS YIELD name, signature RETURN name, signature ORDER BY name"

Record = Iterable[AnswerValue]
PlanAndNotices = tuple[Mapping[str, Any], tuple[str, ...]]
Sink = Callable[[Sequence[str], Sequence[ValueRow]], None]


@dataclass(frozen=True)
class Answer:
    """What came of a question. ``more`` says that the row limit was met; ``plan`` is the engine's,
    ``mode`` whether it was to be run, explained or profiled.

    Parameters
    ----------
    columns : tuple[str, ...], optional
        As the statement names them.
    rows : tuple[Row, ...], optional
        As many values in each as there are columns.
    read : int, optional
        How many rows were read, those over the limit too.
    more : bool, optional
        Whether the limit of rows was met.
    seconds : float, optional
        How long it took.
    notices : tuple[str, ...], optional
        What the server says about the statement, in sentences.
    plan : Mapping[str, Any], optional
        The plan of the engine; empty where none was asked for.
    mode : str, optional
        ``run``, ``explain`` or ``profile``.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[ValueRow, ...] = ()
    read: int = 0
    more: bool = False
    seconds: float = 0.0
    notices: tuple[str, ...] = ()
    plan: Mapping[str, Any] = field(default_factory=dict)
    mode: str = "run"


class Console:
    """Where questions are asked of one store: a few at once, the others wait for their turn or are
    told to come back.

    Parameters
    ----------
    store : Store
        An open database (`connected`).
    on_stuck : Callable[[], None], optional
        Called when the server no longer answers to being told to end a question.
    at_once : int, optional
        How many run at a time.
    """

    def __init__(
        self, store: Store, on_stuck: Callable[[], None] = lambda: None, at_once: int = AT_ONCE
    ) -> None:
        self.store, self.on_stuck = store, on_stuck
        self.seen: Commits | None = None
        self.plans: dict[object, PlanAndNotices] = {}
        self._functions: Mapping[str, str] = {}
        self._looking = threading.Event()
        self.turns = threading.BoundedSemaphore(at_once)

    def start(
        self,
        statement: str,
        parameters: Mapping[str, Any] | None = None,
        limits: QueryLimits | None = None,
        sink: Sink | None = None,
    ) -> QueryTask:
        """Begin a question; it goes on by itself. A leading EXPLAIN shows the plan alone, PROFILE
        runs and counts.

        `sink` is given the columns and every batch of rows as it comes, and the answer then holds
        none.
        """
        task = QueryTask(self, statement, dict(parameters or {}), limits or QueryLimits(), sink)
        start(task.work, "question")
        return task

    def ask(
        self,
        statement: str,
        parameters: Mapping[str, Any] | None = None,
        limits: QueryLimits | None = None,
        sink: Sink | None = None,
    ) -> Answer:
        """Ask and wait. Raises `QueryError` and its kinds, `StoreError`."""
        return self.start(statement, parameters, limits, sink).result()

    def keep(self, looked: PlanAndNotices, spelt: object) -> None:
        """Keep what was looked at, for whoever asks the same again while no load comes."""
        if spelt not in self.plans and len(self.plans) >= PLANS:
            self.plans.clear()
        self.plans[spelt] = looked

    def functions(self) -> Mapping[str, str]:
        """All functions with what each takes and gives, asked for once; none where the server does
        not say.
        """
        if not self._functions:
            with (
                suppress(LinkagesError),
                self.store.reading(GIVE_UP_SECONDS, secrets.token_hex(8)) as transaction,
            ):
                found = transaction.run(FUNCTIONS)
                self._functions = {str(name): str(takes) for name, takes in found}
        return self._functions

    def functions_soon(self) -> Mapping[str, str]:
        """The functions as far as they are known; asked for aside, for a page does not wait."""
        if not self._functions and not self._looking.is_set():
            self._looking.set()
            threading.Thread(target=self.functions, name="functions", daemon=True).start()
        return self._functions


class QueryTask(Task[Answer]):
    """A question on its way.

    Parameters
    ----------
    console : Console
        Where it waits for its turn.
    statement : str
        Cypher.
    parameters : dict[str, Any]
        Values by name.
    limits : QueryLimits
        What it may take.
    sink : Sink or None
        What takes the names of the columns and rows as they come, in place of an answer that
        holds them all.
    """

    def __init__(
        self,
        console: Console,
        statement: str,
        parameters: dict[str, Any],
        limits: QueryLimits,
        sink: Sink | None,
    ) -> None:
        super().__init__()
        self.console, self.limits, self.parameters = console, limits, parameters
        self.mode, self.statement = mode(statement)
        self.read = 0
        self._mark = secrets.token_hex(8)
        self._rows: list[ValueRow] = []
        self._sink = sink or self._hold

    def cancel(self) -> None:
        """End it, on the server too."""
        super().cancel()
        self.console.store.end(self._mark)

    def work(self) -> None:
        """Do it, in a thread of its own."""
        turns, clock = (
            self.console.turns,
            threading.Timer(self.limits.seconds + GIVE_UP_SECONDS, self._give_up),
        )
        try:
            check_size(self.statement)
            check_parameters(self.parameters)
            refuse_text(self.statement)
            refuse_own(self.statement, self.parameters)
            if not turns.acquire(timeout=self.limits.wait):
                raise QueryBusy(
                    "Too many questions are being answered at this moment; ask again in a few"
                    " seconds."
                )
            try:
                clock.daemon = True
                clock.start()
                self.began = time.monotonic()
                self.end(self._asked())
            finally:
                turns.release()
        except LinkagesError as error:
            self.end(failed=self._in_time(self._helped(error)))
        except RecursionError:
            self.end(
                failed=QueryEnded(
                    "The answer holds lists or maps too deep within each other to be read; take"
                    " them apart with UNWIND."
                )
            )
        finally:
            clock.cancel()
            self.end(
                failed=QueryError("This question could not be asked.")
            )  # unless it has come to its end

    # ------------------------------------------------------------ inside

    def _asked(self, again: bool = False) -> Answer:
        """All in one transaction, which cannot write: the plan, the run, and whether a load was put
        in place meanwhile. What was seen by the question before spares a look before this one.
        """
        console = self.console
        remembered = console.seen if self._sink == self._hold and not again else None
        self._go_on()
        left = max(0.1, self.limits.seconds - self.seconds) if again else self.limits.seconds
        with console.store.reading(left, self._mark) as transaction:
            plan, told = looked = self._looked_at(transaction, remembered)
            told += tuple(pattern_notices(self.statement, self.parameters))
            if self.mode == "explain":
                return Answer(seconds=self.seconds, notices=told, plan=plan, mode=self.mode)

            before = remembered or commits(transaction)
            answer, hidden = self._run(transaction, plan)
            after = commits(transaction)
            console.seen = after if after.settled else None
            if before == after:
                console.keep(looked, (after, *self._spelt))
            if before == after or remembered is None:
                own = number_of_own(transaction) if counts_everything(plan) else 0
                rows, own_told = beside_own(answer.rows, plan, own, hidden)
                mixed = () if before == after and before.settled else (MIXED,)
                return replace(answer, rows=rows, notices=(*told, *mixed, *own_told))

        self.read, self._rows = 0, []
        return self._asked(again=True)  # a load came since the last look: look anew

    def _looked_at(self, transaction: Reader, at: Commits | None) -> PlanAndNotices:
        """The engine's plan and what is noted of the statement; both are known of one that was
        answered since the last load. Raises `QueryRefused` where it does more than read.
        """
        if at and (known := self.console.plans.get((at, *self._spelt))):
            return known
        looked = transaction.run(f"EXPLAIN\n{self.statement}", self.parameters).consume()
        refuse_plan(looked.plan, looked.query_type)
        return looked.plan or {}, tuple(notices(looked.gql_status_objects))

    @property
    def _spelt(self) -> tuple[str, tuple[tuple[str, type], ...]]:
        """What a plan hangs on: the statement, and of what kind its parameters are."""
        kinds = sorted((name, type(value)) for name, value in self.parameters.items())
        return self.statement, tuple(kinds)

    def _run(self, transaction: Reader, plan: Mapping[str, Any]) -> tuple[Answer, int]:
        """The answer, and how many of its rows are the product's own."""
        self._go_on()
        profiled = self.mode == "profile"
        statement = f"PROFILE\n{self.statement}" if profiled else self.statement
        result = transaction.run(statement, self.parameters)
        columns = tuple(result.keys())
        reading = AnswerReading()
        more = self._pull(columns, result, reading)
        if profiled:
            plan = result.consume().profile or {}
        rows = tuple(self._rows)
        answer = Answer(columns, rows, self.read, more, self.seconds, (), plan, self.mode)
        return answer, reading.hidden

    def _pull(
        self, columns: tuple[str, ...], result: Iterable[Record], reading: AnswerReading
    ) -> bool:
        """Read up to the row limit, or to what may be held; whether there would be more."""
        batch: list[ValueRow] = []
        holds = self._sink == self._hold
        for record in result:
            self._go_on()
            if self.read == self.limits.rows or (holds and reading.held > self.limits.held * 2**20):
                self._sink(columns, batch)
                return True
            if (row := reading.row(record)) is None:
                continue
            batch.append(row)
            self.read += 1
            if len(batch) == BATCH:
                self._sink(columns, batch)
                batch = []
        self._sink(columns, batch)
        return False

    def _hold(self, _: Sequence[str], rows: Sequence[ValueRow]) -> None:
        self._rows.extend(rows)

    def _go_on(self) -> None:
        if self._cancelled.is_set():
            raise QueryEnded("The question was cancelled.")
        if (
            self.seconds > self.limits.seconds
        ):  # what the server has sent already may take longer to read than it took to find
            raise QueryEnded(f"The time is up, and the question was ended. {LONGER}")

    def _helped(self, error: LinkagesError) -> LinkagesError:
        """An unknown function with the name of the one that was meant."""
        found = UNKNOWN_FUNCTION.match(str(error))
        if not found or not isinstance(error, QueryRefused):
            return error
        near = nearest_name(found[1], self.console.functions())
        meant = f"; did you mean {near}?" if near else "."
        sentence = f"There is no function “{found[1]}”{meant} SHOW FUNCTIONS lists them all."
        return QueryRefused(sentence, error.line, error.column)

    def _in_time(self, error: LinkagesError) -> LinkagesError:
        """A connection that broke when the time was up was broken by the end of the question."""
        if self._cancelled.is_set():
            return QueryEnded("The question was cancelled.")
        if isinstance(error, StoreUnreachable) and self.seconds > self.limits.seconds:
            return QueryEnded(f"The time is up, and the server ended the question. {LONGER}")
        return error

    def _give_up(self) -> None:
        """The server neither answers nor ends it in time: it is over for whoever asked, and a
        server that answers nobody is seen to.
        """
        if not self.done:
            self.end(failed=QueryEnded(f"The time is up, and the question was given up. {LONGER}"))
            if not self._alive():
                self.console.on_stuck()

    def _alive(self) -> bool:
        """End it on the server; whether the server answers to that."""
        answered = threading.Event()

        def ask() -> None:
            with suppress(StoreError):
                self.console.store.end(self._mark)
                answered.set()

        threading.Thread(target=ask, name="is it alive", daemon=True).start()
        return answered.wait(ALIVE_SECONDS)
