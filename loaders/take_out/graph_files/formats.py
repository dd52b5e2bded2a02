"""Every format in which the graph leaves, in one place. To add one: a writer in a module here, and
one line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph_model.atomic_files import mode_for, write_whole
from loaders.take_out.export import as_xlsx, as_zip, export
from loaders.take_out.graph_files.bundle import Bundle
from loaders.take_out.graph_files.cyjs import as_cyjs
from loaders.take_out.graph_files.cypher_script import as_cypher
from loaders.take_out.graph_files.gexf import as_gexf
from loaders.take_out.graph_files.graphml import as_graphml
from loaders.take_out.graph_files.node_link import as_node_link


@dataclass(frozen=True)
class Format:
    """A file format: its name on the command line, how its files end, its media type, what it is
    good for, and whether it holds places.
    """

    code: str
    suffix: str
    media: str
    says: str
    write: Callable[[Bundle], bytes]
    placed: bool = False


ABOUT = "about.json"


def _tables(bundle: Bundle) -> bytes:
    return as_zip(bundle.snapshot, {ABOUT: bundle.note} if bundle.about else {})


FORMATS = {
    its.code: its
    for its in (
        Format(
            "csv",
            ".zip",
            "application/zip",
            "CSV tables, one per label and kind of tie; comes back byte for byte",
            _tables,
        ),
        Format(
            "xlsx",
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "an Excel workbook with a sheet each; comes back byte for byte",
            lambda bundle: as_xlsx(bundle.snapshot),
        ),
        Format(
            "graphml",
            ".graphml",
            "application/graphml+xml",
            "GraphML, for Gephi, yEd, igraph, networkx, Cytoscape; comes back byte for byte",
            as_graphml,
            True,
        ),
        Format(
            "gexf",
            ".gexf",
            "application/gexf+xml",
            "GEXF, for Gephi: with colours, places and a timeline; comes back byte for byte",
            as_gexf,
            True,
        ),
        Format(
            "json",
            ".json",
            "application/json",
            "node-link JSON, for networkx and d3; comes back byte for byte",
            as_node_link,
            True,
        ),
        Format(
            "cyjs",
            ".cyjs",
            "application/json",
            "Cytoscape's JSON, for Cytoscape and Cytoscape.js; comes back byte for byte",
            as_cyjs,
            True,
        ),
        Format(
            "cypher",
            ".cypher",
            "application/x-cypher-query",
            "a Cypher script that makes the same graph in an empty Neo4j",
            as_cypher,
        ),
    )
}


def format_of(path: Path, asked: str = "") -> Format:
    """The format asked for, or the one that the name of the file tells; a name that tells none is a
    folder of CSV files.
    """
    if asked:
        return FORMATS[asked]
    return next(
        (its for its in FORMATS.values() if path.suffix.lower() == its.suffix), FORMATS["csv"]
    )


def write_graph(
    bundle: Bundle, path: Path, format: Format, audience: str = "private"
) -> list[Path]:
    """Write the bundle, readable by its owner alone unless it is for the public. CSV goes into a
    folder unless the name ends in .zip; what is to be known about it stands beside it. Raises
    `OSError`.
    """
    if format.code == "csv" and path.suffix.lower() != ".zip":
        files = export(bundle.snapshot, path, mode=mode_for(audience))
        if bundle.about:
            files.append(path / ABOUT)
            write_whole(files[-1], bundle.note, mode=mode_for(audience))
        return files
    file = (
        path if path.suffix.lower() == format.suffix else path.with_name(path.name + format.suffix)
    )
    write_whole(file, format.write(bundle), mode=mode_for(audience))
    return [file]
