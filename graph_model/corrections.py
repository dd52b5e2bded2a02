"""What the coalition says against rows that other datasets brought: its own row stands over theirs,
which is kept with the correction and compared with what their next load brings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from graph_model.rows import Fields, Key, NodeRow, Row, Rows
from graph_model.snapshot import Snapshot

LABEL = "Correction"
CORRECTED, NEWER, DELETED, DISPUTED = "corrected", "newer", "deleted", "disputed"
#: The states in which a row of ours stands over theirs.
OVER = (CORRECTED, NEWER)


def said_key(key: str | Key) -> str:
    """The key of a row as a correction has it.

    Parameters
    ----------
    key : str or Key
        The key of a row: an id, or (type, source, target).

    Returns
    -------
    str
        One text for both sorts.

    Examples
    --------
    >>> said_key("usa_ustr"), said_key(("NEGOTIATES", "usa_ustr", "cptpp"))
    ('usa_ustr', 'NEGOTIATES usa_ustr cptpp')
    """
    return key if isinstance(key, str) else " ".join(key)


def correction_id(key: str | Key) -> str:
    """The id of the correction of a row; keys of any length find room in it."""
    said = said_key(key).lower().replace(" ", "_")
    whole = f"correction_{said}"
    return whole if len(whole) <= 120 else f"{whole[:111]}_{sha256(said.encode()).hexdigest()[:8]}"


@dataclass(frozen=True)
class Correction:
    """A correction on record, and the row of theirs that it keeps (none where a row is
    disputed).

    Parameters
    ----------
    row : NodeRow
        A row of the label ``Correction``.
    theirs : Row or None
        The row that it keeps; None where a row is disputed.
    """

    row: NodeRow
    theirs: Row | None

    @property
    def state(self) -> str:
        """Corrected, newer, deleted or disputed."""
        return self.row.text("state")

    @property
    def dataset(self) -> str:
        """Who brought the row."""
        return self.row.text("brought_by")

    def met(self, incoming: Row) -> Correction:
        """The correction after their load brought another row."""
        state = DELETED if self.state == DELETED else NEWER
        fields = {**self.row.fields, "state": state, "theirs": pack(incoming)}
        return Correction(replace(self.row, fields=fields), incoming)


def correction(theirs: Row, state: str, fields: Fields, dataset: str) -> NodeRow:
    """The row that keeps theirs; `fields` is its provenance, with the remark.

    Parameters
    ----------
    theirs : Row
        The row as their dataset brought it.
    state : str
        ``corrected``, ``newer``, ``deleted`` or ``disputed``.
    fields : Fields
        Who says so, when, and why.
    dataset : str
        The dataset that the correction belongs to.

    Returns
    -------
    NodeRow
        A row of the label ``Correction``.

    Examples
    --------
    >>> theirs = NodeRow("Member", "edri", {"name": "EDRI"}, "opening")
    >>> correction(theirs, "corrected", {"note": "Spelt EDRi."}, "ours").id
    'correction_edri'
    """
    return NodeRow(
        LABEL,
        correction_id(theirs.key),
        {
            "row": said_key(theirs.key),
            "state": state,
            "theirs": pack(theirs),
            "brought_by": theirs.dataset,
            **fields,
        },
        dataset,
    )


def corrections(snapshot: Snapshot) -> Mapping[str, Correction]:
    """Every correction, by the key of its row as it says it.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.

    Returns
    -------
    Mapping[str, Correction]
        By `said_key` of the row that is corrected.

    Examples
    --------
    >>> theirs = NodeRow("Member", "edri", {"name": "EDRI"}, "opening")
    >>> row = correction(theirs, "corrected", {"note": "Spelt EDRi."}, "ours")
    >>> corrections(Snapshot(Rows((row,))))["edri"].theirs == theirs
    True
    """
    return {
        row.text("row"): Correction(row, unpack(row.text("theirs"))) for row in snapshot.of(LABEL)
    }


def pack(row: Row) -> str:
    """A row as text.

    >>> row = NodeRow("Member", "edri", {"name": "EDRi"}, "seeds")
    >>> unpack(pack(row)) == row, unpack("")
    (True, None)
    """
    return Snapshot(Rows.of([row])).to_json()


def unpack(text: str) -> Row | None:
    """The row that `pack` wrote; None for text that it did not."""
    try:
        found: Iterable[Row] = Snapshot.from_json(text).rows() if text else ()
    except (ValueError, KeyError, TypeError):
        return None
    return next(iter(found), None)
