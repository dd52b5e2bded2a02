"""Graphs of any size, made from the vocabulary in the proportions of the seeds: what every
benchmark measures on.

The same size and seed give the same rows, and the checks accept them: required fields are filled,
codes are those of the vocabulary, phases of an agreement follow one another, parts make no circle.
Types that the seeds do not use yet get a small share of their own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from graph_model.rows import Fields, NodeRow, RelationshipRow, Rows, SharedFields, Value
from graph_model.schema import Field, NodeType, RelationshipType, Type
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from graph_model.vocabulary.shared_fields import PROVENANCE
from loaders.seeds import seed_snapshot

FIRST, LAST = date(2012, 1, 1), date(2026, 11, 1)
PROVEN: dict[str, Value] = {
    "source_url": "https://example.org/x",
    "as_of": "2026-11-01",
    "confidence": "verified",
    "visibility": "public",
}
#: How often a field that need not be filled is filled.
FILLED = 0.3
#: Above 1: some entries have far more ties than others, as in life.
SKEW = 1.5
SAID_ONCE = {field.name for field in PROVENANCE} | {"valid_from", "valid_to", "end_date"}


def generate(nodes: int, relationships: int, seed: int = 1) -> Rows:
    """That many nodes and (nearly) that many relationships.

    >>> small = generate(300, 1200)
    >>> len(small.nodes), generate(300, 1200) == small
    (300, True)
    """
    rng, dice, shared = np.random.default_rng(seed), random.Random(seed), SharedFields()
    numbers = _shares(SCHEMA.nodes, nodes)
    ids = {
        kind.label: [f"{kind.file}_{number}" for number in range(numbers[kind.label])]
        for kind in SCHEMA.nodes
    }
    steps = _steps(ids)
    made = tuple(
        NodeRow(kind.label, id, shared.of(_fields(kind, dice, number, steps)), "bench")
        for kind in SCHEMA.nodes
        for number, id in enumerate(ids[kind.label])
    )
    ordinary = tuple(kind for kind in SCHEMA.relationships if kind.name != "PHASE_OF")
    wanted = {"PHASE_OF": numbers["Phase"], **_shares(ordinary, relationships - numbers["Phase"])}
    return Rows(
        made,
        tuple(
            tie
            for kind in SCHEMA.relationships
            for tie in _ties(kind, wanted[kind.name], ids, rng, dice, shared)
        ),
    )


def snapshot(nodes: int, relationships: int, seed: int = 1) -> Snapshot:
    """The same as a snapshot."""
    return Snapshot(generate(nodes, relationships, seed))


def _shares(
    kinds: tuple[NodeType, ...] | tuple[RelationshipType, ...], total: int
) -> dict[str, int]:
    """How many rows each type gets: in proportion to the seeds, at least as if it had ten there;
    the largest takes up what rounding leaves.
    """
    names = [kind.code for kind in kinds]
    weight = {name: max(10, seed_snapshot().counts.get(name, 0)) for name in names}
    whole = sum(weight.values())
    found = {name: max(1, total * share // whole) for name, share in weight.items()}
    found[max(names, key=weight.__getitem__)] += total - sum(found.values())
    return found


def _fields(kind: Type, dice: random.Random, number: int, steps: int) -> Fields:
    """The fields of a row, some of those that may be empty among them."""
    chosen = {
        field.name: _value(field, dice, f"{field.heading} {number}")
        for field in kind.fields
        if field.name not in SAID_ONCE
        and (field.required or field.name == "outcome" or dice.random() < FILLED)
    }
    if (
        isinstance(kind, NodeType) and kind.label == "Phase"
    ):  # the phases of an agreement follow one another; see `_pairs`
        step, span = number % steps, (LAST - FIRST).days // steps
        chosen["valid_from"] = (FIRST + timedelta(days=step * span)).isoformat()
        if step < steps - 1:
            chosen["valid_to"] = (FIRST + timedelta(days=(step + 1) * span)).isoformat()
    return {**PROVEN, **chosen} if chosen else PROVEN


def _value(field: Field, dice: random.Random, words: str) -> Value:
    low, high = int(field.low or 0), int(field.high or 1000)
    match field.kind:
        case "date":
            return (FIRST + timedelta(days=dice.randrange((LAST - FIRST).days))).isoformat()
        case "urls":
            return "https://example.org/y"
        case "number":
            return round(dice.uniform(low, high), 3)
        case "integer":
            return dice.randint(max(low, 1), high)
        case "code":
            return dice.choice(field.codes)
        case "flag":
            return dice.random() < 0.5
    return words


def _ties(
    kind: RelationshipType,
    number: int,
    ids: dict[str, list[str]],
    rng: np.random.Generator,
    dice: random.Random,
    shared: SharedFields,
) -> Iterator[RelationshipRow]:
    for place, (source, target) in enumerate(_pairs(kind, number, ids, rng)):
        fields = shared.of(_fields(kind, dice, place, 1))
        yield RelationshipRow(kind.name, source, target, fields, "bench")


def _pairs(
    kind: RelationshipType, number: int, ids: dict[str, list[str]], rng: np.random.Generator
) -> Iterator[tuple[str, str]]:
    """Pairs that occur once; a type whose ends are few gets no more than half of what there can
    be.
    """
    if kind.name == "PHASE_OF":
        yield from (
            (phase, ids["Agreement"][place // _steps(ids)])
            for place, phase in enumerate(ids["Phase"])
        )
        return
    same = kind.sources == kind.targets
    blocks = (
        [(ids[label], ids[label]) for label in kind.sources]
        if same
        else [(_all(kind.sources, ids), _all(kind.targets, ids))]
    )
    room = [len(a) * len(b) for a, b in blocks]
    for (sources, targets), share in zip(blocks, room, strict=True):
        there_are = len(sources) * (len(sources) - 1) // 2 if same else share
        wanted = min(max(1, number * share // max(1, sum(room))), share // 2, there_are)
        found = np.empty(0, dtype=np.int64)
        while len(found) < wanted:
            a = (len(sources) * rng.random(2 * wanted) ** SKEW).astype(np.int64)
            b = (len(targets) * rng.random(2 * wanted) ** SKEW).astype(np.int64)
            fresh = (
                (a * len(targets) + b)[a > b] if same else a * len(targets) + b
            )  # a later one is part of an earlier one: no circle
            found = rng.permutation(np.unique(np.concatenate([found, fresh])))
        yield from (
            (sources[pair // len(targets)], targets[pair % len(targets)])
            for pair in found[:wanted].tolist()
        )


def _steps(ids: dict[str, list[str]]) -> int:
    """Phases per agreement, so that all find a place."""
    return -(-len(ids["Phase"]) // len(ids["Agreement"]))


def _all(labels: tuple[str, ...], ids: dict[str, list[str]]) -> list[str]:
    return [id for label in labels for id in ids[label]]
