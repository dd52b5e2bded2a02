"""The jars of a Neo4j release as a list that ships with the project.

A line is a SHA-256 sum, a size in bytes, and the place of a jar below the root of a Maven
repository. ``make jars`` writes the lists anew: jgo resolves a release from hundreds of project
files once, here, so that nobody who only wants the jars has to.
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from graph_model.atomic_files import write_whole

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Jar:
    """One jar: its sum, its size in bytes, and its place in a Maven repository."""

    sha256: str
    size: int
    place: str

    @property
    def name(self) -> str:
        """Its file name.

        >>> Jar("", 1, "org/neo4j/neo4j/5.26.30/neo4j-5.26.30.jar").name
        'neo4j-5.26.30.jar'
        """
        return self.place.rsplit("/", 1)[-1]


def list_file(version: str) -> Path:
    """Where the list of a release is."""
    return HERE / f"jars-{version}.txt"


def read_list(version: str) -> tuple[Jar, ...]:
    """The jars of a release in the order of the class path; empty where no list ships for it."""
    file = list_file(version)
    if not file.is_file():
        return ()
    lines = (line.split(" ") for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(Jar(sha256, int(size), place) for sha256, size, place in lines)


def write_list(version: str) -> Path:
    """Resolve a release with jgo, and write down what it found."""
    from graph_model.engine.fetch import resolve  # here, for jgo is slow to import

    found = resolve(f"org.neo4j:neo4j:{version}")
    listed = tomllib.loads(found.lock_path.read_text(encoding="utf-8"))["dependencies"]
    jars = {jar.name: jar for jar in found.all_jars}
    lines = []

    for part in listed:
        classifier = f"-{part['classifier']}" if part.get("classifier") else ""
        name = f"{part['artifactId']}-{part['version']}{classifier}.jar"
        folder = "/".join((*part["groupId"].split("."), part["artifactId"], part["version"]))
        whole = jars.pop(name).read_bytes()
        lines.append(f"{hashlib.sha256(whole).hexdigest()} {len(whole)} {folder}/{name}\n")

    if jars:
        raise ValueError(f"jgo fetched what its lock file does not name: {sorted(jars)}")
    write_whole(list_file(version), "".join(lines))
    return list_file(version)


if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        sys.stdout.write(f"{write_list(wanted)}\n")
