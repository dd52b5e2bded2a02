"""Pajek's networks (.net): vertices, arcs and edges one by one, as lists or as a matrix, of one
relation or of several, in one mode or two.

networkx reads of a list of arcs the first two ends alone, takes the heading of a second relation
for an arc, and fails on two modes; igraph loses which way an arc goes where edges stand beside
arcs, and refuses the names of relations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.problems import quoted_cell
from loaders.read.graph_files import NotThisForm
from loaders.read.grids import number_text
from loaders.sheets.neo4j_sheets import TextsByField

TOKEN = re.compile(r'"([^"]*)"|(\S+)')
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
#: A heading: its word, the number and the name of its relation, and what follows.
SECTION = re.compile(r'\*\s*(\w+)\s*(?::\s*(\d+)\s*(?:"([^"]*)")?)?\s*(.*)')
#: Before the ends of a tie: the number of its relation.
RELATION = re.compile(r"(\d+)\s*:\s*")
#: How vertices and ties are drawn, and nothing of what they are.
DRAWN = frozenset(
    [
        "x_fact",
        "y_fact",
        "phi",
        "r",
        "q",
        "ic",
        "bc",
        "bw",
        "lc",
        "la",
        "lr",
        "lphi",
        "lp",
        "fos",
        "font",
        "size",
        "w",
        "c",
        "p",
        "s",
        "a",
        "ap",
        "h1",
        "h2",
        "a1",
        "k1",
        "a2",
        "k2",
        "hooks",
        "x",
        "y",
        "z",
    ]
)


@dataclass
class _Network:
    """What was read so far."""

    number: int = 0
    first_mode: int = 0
    nodes: dict[int, TextsByField] = field(default_factory=dict)
    ties: list[TextsByField] = field(default_factory=list)
    relations: dict[str, str] = field(default_factory=dict)
    #: The section that is being read, its relation, and how many rows of a matrix came.
    section: str = ""
    relation: str = ""
    rows: int = 0

    def node(self, vertex: str, line: int) -> str:
        """The number of a vertex, which comes in though no line names it."""
        if not vertex.isdecimal() or not 0 < int(vertex) <= self.number:
            said = (
                f"{quoted_cell(vertex)} is no vertex; they are numbered from 1 to {self.number:,}"
            )
            raise NotThisForm(said, line)
        if int(vertex) not in self.nodes:
            self.keep(int(vertex), vertex, {})
        return vertex

    def keep(self, vertex: int, name: str, more: TextsByField) -> None:
        held = {**more, "id": str(vertex), "label": name}
        if self.first_mode:
            held["type"] = "first mode" if vertex <= self.first_mode else "second mode"
        self.nodes[vertex] = held

    def tie(self, one: str, other: str, line: int, weight: str = "", **more: str) -> None:
        ends = {"from": self.node(one, line), "to": self.node(other, line)}
        direction = "Undirected" if self.section.startswith("edges") else "Directed"
        told = {"type": self.relations.get(self.relation, self.relation), "weight": weight}
        held = {**more, **{name: text for name, text in told.items() if text}}
        self.ties.append({**held, **ends, "Direction": direction})


def pajek(text: str) -> tuple[list[TextsByField], list[TextsByField]]:
    """The vertices and the ties of a network. Raises `NotThisForm`.

    >>> nodes, ties = pajek('*Vertices 2\\n1 "EFF"\\n2 "USTR"\\n*Arcs :1 "asks"\\n1 2 1')
    >>> [its["label"] for its in nodes], [(its["from"], its["type"], its["to"]) for its in ties]
    (['EFF', 'USTR'], [('1', 'asks', '2')])
    """
    network = _Network()
    for number, line in enumerate(text.splitlines(), start=1):
        told = line.strip()
        if not told or told.startswith(("%", "/*")):
            continue
        if told.startswith("*"):
            _begin(network, told, number)
        elif network.section in READERS:
            READERS[network.section](network, told, number)
    if not network.number:
        raise NotThisForm("it has no line that begins with *Vertices")
    nodes = [network.nodes[vertex] for vertex in sorted(network.nodes)]
    if all(its.get("weight") in (None, "1") for its in network.ties):
        for its in network.ties:
            its.pop("weight", None)
    return nodes, network.ties


def _begin(network: _Network, told: str, line: int) -> None:
    """A new section: what it is, and of which relation."""
    found = SECTION.match(told)
    word, relation, name, rest = found.groups() if found else ("", "", "", "")
    network.section = {"arc": "arcs", "edge": "edges"}.get(word.lower(), word.lower())
    network.relation, network.rows = relation or "", 0
    if relation and name:
        network.relations[relation] = name
    if network.section != "vertices":
        return
    if network.number:
        raise NotThisForm("a second network begins here; save each as a file of its own", line)
    numbers = rest.split()
    if not numbers or not all(its.isdecimal() for its in numbers):
        raise NotThisForm("behind *Vertices stands how many there are", line)
    network.number = int(numbers[0])
    network.first_mode = int(numbers[1]) if len(numbers) > 1 else 0


def _tokens(told: str) -> list[str]:
    return [quoted or bare for quoted, bare in TOKEN.findall(told)]


def _pairs(tokens: list[str]) -> Iterator[tuple[str, str]]:
    """What is said in pairs of a word and a value, without how it is drawn."""
    for name, value in zip(tokens[::2], tokens[1::2], strict=False):
        if name.lower() not in DRAWN and not NUMBER.fullmatch(name):
            yield name, value


def _vertex(network: _Network, told: str, line: int) -> None:
    vertex, *rest = _tokens(told)
    name = rest.pop(0) if rest else vertex
    while rest and (NUMBER.fullmatch(rest[0]) or rest[0].startswith("[")):
        rest.pop(0)  # where it is drawn, and when it is there
    if len(rest) % 2:
        rest.pop(0)  # its shape
    network.node(vertex, line)
    network.keep(int(vertex), name or vertex, dict(_pairs(rest)))


def _tie(network: _Network, told: str, line: int) -> None:
    before = network.relation
    if found := RELATION.match(told):
        network.relation, told = found[1], told[found.end() :]
    one, other, *rest = (*_tokens(told), "", "")
    rest = [its for its in rest if its and not its.startswith("[")]
    weight = rest.pop(0) if rest and NUMBER.fullmatch(rest[0]) else ""
    more = dict(_pairs(rest))
    if label := more.pop("l", ""):
        more["label"] = label
    network.tie(one, other, line, number_text(float(weight)) if weight else "", **more)
    network.relation = before


def _list(network: _Network, told: str, line: int) -> None:
    one, *others = _tokens(told)
    for other in others:
        network.tie(one, other, line)


def _matrix(network: _Network, told: str, line: int) -> None:
    network.rows += 1
    beyond = network.first_mode
    for place, cell in enumerate(_tokens(told), start=1):
        if not NUMBER.fullmatch(cell):
            raise NotThisForm(f"{quoted_cell(cell)} is no number of the matrix", line)
        if float(cell):
            weight = number_text(float(cell))
            network.tie(str(network.rows), str(beyond + place), line, weight)


READERS = {
    "vertices": _vertex,
    "arcs": _tie,
    "edges": _tie,
    "arcslist": _list,
    "edgeslist": _list,
    "matrix": _matrix,
}
