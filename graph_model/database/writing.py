"""The statements of a load, run in a transaction that `Store` opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from graph_model.database import cypher_text, foreign_rows
from graph_model.database.foreign_rows import TakeoverChoices
from graph_model.database.load_history import ALL_BYTES
from graph_model.database.reading import Reader
from graph_model.database.write_statements import WriteStatement, plan
from graph_model.dataset_changes import Changes
from graph_model.progress import WorkProgress
from graph_model.rows import NodeRow
from graph_model.snapshot import Snapshot


def write_load(
    transaction: Reader,
    changes: Changes,
    before: Snapshot,
    certain: bool,
    choices: TakeoverChoices,
    stamp: Mapping[str, object],
    watch: WorkProgress,
) -> None:
    """The rows of a load, and what is to be done with what others have in their way."""
    going = changes.gone.nodes
    held = foreign_rows.foreign_ties(transaction, going)
    foreign_rows.refuse_ties(held, choices)
    found = foreign_rows.foreign_entries(transaction, changes.new.nodes, before.counts)
    taken = foreign_rows.take_entries(transaction, found, choices)

    def hand_over() -> None:
        foreign_rows.release_ties(transaction, held, choices)
        if going:
            foreign_rows.return_taken(transaction, going)

    on_rows = {**stamp, "now": str(stamp["now"])[:19] + "Z"}
    write_all(transaction, plan(changes, before, certain, taken), on_rows, watch, hand_over)


def write_all(
    transaction: Reader,
    steps: Sequence[WriteStatement],
    stamp: Mapping[str, object],
    watch: WorkProgress,
    hand_over: Callable[[], object],
) -> None:
    """Every row of every step, told as they go. What is to be handed over to others is, when the
    ties that are to go are gone and the nodes are not yet.
    """
    total, done = sum(len(step.rows) for step in steps), 0
    for step in steps:
        if isinstance(step.rows[0], NodeRow):
            hand_over()
            hand_over = _nothing
        for rows, columns in step.batches():
            watch.tell(step.phase, done, total)
            transaction.run(step.statement, {**stamp, "dataset": step.dataset, **columns}).consume()
            done += rows
    watch.tell("write", total, total)


def _nothing() -> None:
    """All is handed over."""


def keep_past(transaction: Reader, load_id: str, past: bytes) -> None:
    """Keep what taking this load back needs, and let the oldest go where it becomes too much."""
    if past:
        transaction.run(cypher_text.KEEP_PAST, {"load_id": load_id, "past": past}).consume()
    sizes = [
        (str(record["id"]), int(record["bytes"]))
        for record in transaction.run(cypher_text.PAST_SIZES)
    ]
    dropped = [
        id
        for (id, _), all_until in zip(sizes, accumulate(size for _, size in sizes), strict=True)
        if all_until > ALL_BYTES
    ]
    if dropped:
        transaction.run(cypher_text.DROP_PASTS, {"ids": dropped}).consume()
