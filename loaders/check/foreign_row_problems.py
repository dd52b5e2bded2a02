"""What others keep in the same database, as problems by row, before anything is written."""

from __future__ import annotations

from graph_model.database.foreign_rows import TakeoverChoices
from graph_model.database.store import Store
from graph_model.dataset_changes import Changes
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.row_checks import CheckedRows
from loaders.problems import Problem


def in_the_way(
    store: Store, checked: CheckedRows, changes: Changes, before: Snapshot, choices: TakeoverChoices
) -> list[Problem]:
    """Entries of others under the ids of new rows, and ties of others on rows that are to go, as
    far as nobody chose what to do with them. Raises `StoreError`.
    """
    problems = []
    for entry in store.strangers(changes, before) if changes.new.nodes else ():
        if entry.number == 1 and choices.takes(entry.id):
            continue
        file, row = checked.place(entry.id)
        remedy = (
            "choose another id"
            if entry.number > 1
            else f"choose another id, or take it over (--take-over {entry.id}); undoing gives it"
            " back"
        )
        problems.append(Problem(file, row, "id", "not-ours", f"{entry.says}; {remedy}", entry.id))
    for tie in store.foreign_ties(changes) if changes.gone.nodes else ():
        if choices.lets_go(tie.id):
            continue
        sentence = (
            f"{tie.says}, and is to go; take the tie away, or leave the entry behind as theirs"
            f" (--leave-unowned {tie.id})"
        )
        file = f"{SCHEMA.by_label[tie.label].file}.csv"
        problems.append(Problem(file, 0, "id", "tied-by-others", sentence, tie.id))
    return sorted(problems)
