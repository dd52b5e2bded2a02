"""What rows must hold to each other, and to those of other datasets: both ends are there, phases do
not overlap, what is still used stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain, pairwise

from graph_model.corrections import corrections, said_key
from graph_model.dates import as_date
from graph_model.judgements import merged, replayed
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.table_checks import RowAt, RowChecker
from loaders.problems import SHOWN
from loaders.read.cells import did_you_mean


def decide_doubles(check: RowChecker, before: Snapshot) -> None:
    """What was decided about doubles holds for these rows too."""
    if not (now := merged(before)):
        return
    rows = replayed((*check.nodes.values(), *check.relationships.values()), now)
    places = check.places.copy()
    for tie in check.relationships.values():
        moved = (tie.type, now.get(tie.source, tie.source), now.get(tie.target, tie.target))
        places.setdefault(moved, check.places[tie.key])
    check.nodes = {row.id: row for row in rows if isinstance(row, NodeRow)}
    check.relationships = {row.key: row for row in rows if isinstance(row, RelationshipRow)}
    check.places = places


def check_between_tables(check: RowChecker, before: Snapshot) -> None:
    """All that can only be said once every table was read."""
    _ends(check)
    _phases(check)
    _rows_of_others(check)
    _still_used(check, before)


def _ends(check: RowChecker) -> None:
    """Both ends of a tie are there, and of a kind that it may join."""
    labels = {
        **{id: node.label for id, node in check.others.nodes.items()},
        **{id: node.label for id, node in check.nodes.items()},
    }
    ids: dict[tuple[str, ...], list[str]] = {}

    def near(id: str, allowed: tuple[str, ...]) -> str:
        if len(check.problems) >= SHOWN:
            # looking for the nearest of many is the slow part, and nobody reads the 201st
            return ""
        if allowed not in ids:
            ids[allowed] = [known for known, label in labels.items() if label in allowed]
        return did_you_mean(id, ids[allowed])

    for key, tie in check.relationships.items():
        kind = SCHEMA.by_name[tie.type]
        fits = labels.get(tie.source) in kind.sources and labels.get(tie.target) in kind.targets
        if fits and tie.type != "PART_OF":
            continue
        place = check.places[key]
        for column, id, allowed in (
            ("from_id", tie.source, kind.sources),
            ("to_id", tie.target, kind.targets),
        ):
            label = labels.get(id)
            if label is None:
                sentence = f"{_nobody_has(check, id, allowed)}{near(id, allowed)}"
                check.report(place, column, "unknown-id", sentence, id)
            elif label not in allowed or (
                tie.type == "PART_OF"
                and labels.get(tie.source, label) != labels.get(tie.target, label)
            ):
                verb = "starts" if column == "from_id" else "ends"
                sentence = (
                    f"'{id}' is of the kind {SCHEMA.by_label[label].singular}; {kind.file}"
                    f" {verb} at: {_either(allowed)}"
                )
                check.report(place, column, "wrong-end", sentence, id)


def _nobody_has(check: RowChecker, id: str, allowed: tuple[str, ...]) -> str:
    """That no entry of these labels has an id, and where it was looked for."""
    files = (SCHEMA.by_label[label].file for label in allowed)
    looked = " or ".join(check.kinds.get(file, f"{file}.csv") for file in files)
    return f"no {_either(allowed)} has the id '{id}' (looked in {looked})"


def _either(labels: tuple[str, ...]) -> str:
    return " or ".join(SCHEMA.by_label[label].singular for label in labels)


def _phases(check: RowChecker) -> None:
    """Phases of one agreement do not overlap: measures look for the one that holds."""
    spans: defaultdict[str, list[NodeRow]] = defaultdict(list)
    for tie in check.relationships.values():
        if tie.type == "PHASE_OF" and tie.source in check.nodes:
            spans[tie.target].append(check.nodes[tie.source])
    for agreement, phases in spans.items():
        phases.sort(key=lambda phase: as_date(phase.text("valid_from")))
        for one, other in pairwise(phases):
            if not one.text("valid_to") or as_date(one.text("valid_to")) > as_date(
                other.text("valid_from")
            ):
                start = other.text("valid_from")
                sentence = (
                    f"agreement '{agreement}' is '{one.text('status')}' and"
                    f" '{other.text('status')}' from {start}; end the first there"
                )
                check.report(
                    check.places[other.id], "valid_from", "overlapping-phases", sentence, start
                )


def _rows_of_others(check: RowChecker) -> None:
    """What other datasets brought is theirs, and what they refer to must stay."""
    others = {tie.key: tie for tie in check.others.relationships}
    over = corrections(check.others)
    met: Iterable[tuple[NodeRow | RelationshipRow, NodeRow | RelationshipRow]] = chain(
        (
            (row, check.others.nodes[id])
            for id, row in check.nodes.items()
            if id in check.others.nodes
        ),
        ((tie, others[key]) for key, tie in check.relationships.items() if key in others),
    )
    for row, theirs in met:
        if theirs.kind != row.kind:
            sentence = (
                f"'{row.key}' is the id of something else already: a"
                f" {SCHEMA.by_label[theirs.kind].singular}; choose another"
            )
            check.report(check.places[row.key], "id", "doubled-id", sentence)
        elif theirs.dataset not in (check.dataset, *check.under) and said_key(row.key) not in over:
            what = f"'{row.id}'" if isinstance(row, NodeRow) else f"{row.source} → {row.target}"
            sentence = (
                f"{what} was brought by dataset '{theirs.dataset}'; load it with that name, or"
                " leave the row out"
            )
            check.report(
                check.places[row.key],
                "id" if isinstance(row, NodeRow) else "from_id",
                "other-dataset",
                sentence,
            )


def _still_used(check: RowChecker, before: Snapshot) -> None:
    """What another dataset refers to may not go."""
    for tie in check.others.relationships:
        for id in (tie.source, tie.target):
            if id not in check.nodes and id not in check.others.nodes and id in before.nodes:
                place = RowAt(f"{SCHEMA.by_label[before.nodes[id].label].file}.csv", 0)
                sentence = (
                    f"'{id}' is no longer in the files, but dataset '{tie.dataset}' refers to"
                    f" it ({tie.type}); keep the row"
                )
                check.report(place, "id", "still-used", sentence, id)
