"""Why the band changed between two days: every order in which the four causes can act."""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations

from tests.model.oracle.day import LIVE, Contact, Plain
from tests.model.oracle.kinds import nobody, warm

CAUSES = ("contacts", "cooling", "scope", "knowledge")


def _band(before: Plain, after: Plain, acted: frozenset[str]) -> tuple[float, float]:
    """The band when only these causes have acted."""
    table = (after if "scope" in acted else before).cells
    knows = after if "knowledge" in acted else before
    clock = (after if "cooling" in acted else before).at

    had: list[tuple[Contact, Plain]] = [  # each with the graph that tells of it
        (one, knows)
        for one in knows.contacts
        if one.on_record(knows.at) and (one.kind == "answer" or one.on <= before.at)
    ]
    if "contacts" in acted:
        had += [
            (one, after)
            for one in after.contacts
            if one.kind != "answer" and before.at < one.on <= after.at
        ]
    met = {delegation for one, _ in had for delegation in one.delegations}
    with_it = {id: [told for told in had if id in told[0].delegations] for id in met}
    low = high = 0.0
    for (delegation, issue), weight in table.items():
        left: defaultdict[str, float] = defaultdict(float)
        for one, graph in with_it.get(delegation, ()):
            if one.issues & graph.kin(issue):
                for member in one.members:
                    left[member] += one.left(max(clock, one.on), member, delegation)
        if any(warm(sum_) >= LIVE for sum_ in left.values()):
            low += weight
            high += weight
        elif delegation not in met and not nobody(knows, delegation):
            high += weight
    total = sum(table.values())
    return (low / total, high / total) if total else (0.0, 0.0)


def change(before: Plain, after: Plain) -> dict[str, tuple[float, float]]:
    """What each cause did to both ends, averaged over all orders."""
    found = dict.fromkeys(CAUSES, (0.0, 0.0))
    orders = list(permutations(CAUSES))
    bands: dict[frozenset[str], tuple[float, float]] = {}

    def at(acted: frozenset[str]) -> tuple[float, float]:
        if acted not in bands:
            bands[acted] = _band(before, after, acted)
        return bands[acted]

    for order in orders:
        acted: frozenset[str] = frozenset()
        for cause in order:
            then, acted = at(acted), acted | {cause}
            now = at(acted)
            low, high = found[cause]
            found[cause] = (
                low + (now[0] - then[0]) / len(orders),
                high + (now[1] - then[1]) / len(orders),
            )
    return found
