"""A release made ready for a file format: what is to be known about it, and places where the format
holds them.
"""

from __future__ import annotations

from explorer.picture.layout import arrange
from loaders.take_out.graph_files.bundle import Bundle
from loaders.take_out.graph_files.formats import Format
from loaders.take_out.publish import Release


def bundle(leaving: Release, format: Format) -> Bundle:
    """The bundle to write. One's own tables carry no note: they come back byte for byte."""
    snapshot = leaving.snapshot
    positions = (
        arrange(list(snapshot.nodes), [(tie.source, tie.target) for tie in snapshot.relationships])
        if format.placed
        else {}
    )
    return Bundle(snapshot, leaving.about if leaving.audience != "private" else {}, positions)
