"""The jars of a Neo4j release, from Maven Central into the cache that all Java tools of this user
share.
"""

from __future__ import annotations

import zipfile
from pathlib import Path


def fetch(coordinate: str) -> list[Path]:
    """Every jar of a Maven coordinate, each whole; those that are there already are not fetched
    again.

    A fetch that was broken off is taken up where it ended: jgo takes a folder with some of the jars
    for one with all of them, and the half of a jar for the jar. What it writes last, its lock file,
    tells the first; a jar that is no archive the second.
    """
    import jgo  # here, for only a first start needs it
    from jgo.config import GlobalSettings

    found = jgo.build(coordinate)
    if not found.lock_path.is_file():
        found = jgo.build(coordinate, update=True)
    if halves := [jar.name for jar in found.all_jars if not zipfile.is_zipfile(jar)]:
        for name in halves:
            for half in GlobalSettings.load().repo_cache.rglob(name):
                half.unlink()
        found = jgo.build(coordinate, update=True)
    return list(found.all_jars)
