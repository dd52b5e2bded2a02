"""All that is ours out of the database at once, and all of a backup into it."""

from __future__ import annotations

from collections.abc import Collection

from graph_model.database import cypher_text, foreign_rows
from graph_model.database.contents import DatabaseContents
from graph_model.database.foreign_rows import ForeignTie, TakeoverChoices
from graph_model.database.reading import Reader
from graph_model.database.write_statements import BATCH, restore_statements
from graph_model.rows import NodeRow
from graph_model.vocabulary import SCHEMA


def clear_ours(
    transaction: Reader, choices: TakeoverChoices, coming: Collection[tuple[str, str]] = ()
) -> tuple[set[str], list[ForeignTie]]:
    """Take all that is ours out, but for rows that others tied to and that are `coming` again;
    the ids that were given back, and the ties for which rows were let go.
    """
    held = foreign_rows.all_foreign_ties(transaction)
    foreign_rows.refuse_ties((tie for tie in held if tie.row not in coming), choices)
    transaction.run(cypher_text.CLEAR_TIES).consume()
    left = foreign_rows.keep_in_place(transaction, held, coming)
    foreign_rows.release_ties(transaction, left, choices)
    taken = foreign_rows.return_taken(transaction)
    kept = sorted({tie.id for tie in held} - {tie.id for tie in left})
    labels = list(SCHEMA.by_label)
    transaction.run(cypher_text.CLEAR_NODES, {"labels": labels, "kept": kept}).consume()
    transaction.run(cypher_text.CLEAR_HISTORY).consume()
    return taken, left


def put_back(
    transaction: Reader,
    whole: DatabaseContents,
    choices: TakeoverChoices,
    coming: Collection[tuple[str, str]],
) -> None:
    """The rows and the history of a backup, over what others have in their place."""
    rows = [NodeRow(label, id) for label, id in coming]
    foreign_rows.take_entries(
        transaction, foreign_rows.foreign_entries(transaction, rows, {}), choices
    )
    for statement, parts in restore_statements(whole):
        for start in range(0, len(parts), BATCH):
            transaction.run(statement, {"rows": parts[start : start + BATCH]}).consume()
    for id, past in whole.pasts.items():
        transaction.run(cypher_text.KEEP_PAST, {"load_id": id, "past": past}).consume()
