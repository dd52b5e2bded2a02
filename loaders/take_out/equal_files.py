"""Files that are made of parts, written so that equal content is equal bytes: no hour of their
making is in them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

#: The moment that stands in every file for that of its making.
EPOCH = datetime(2000, 1, 1)
MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """An archive of named parts; equal parts, equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            part = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            archive.writestr(part, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parts_of(archive: bytes) -> dict[str, bytes]:
    """The parts of an archive, in its order."""
    with zipfile.ZipFile(io.BytesIO(archive)) as inside:
        return {name: inside.read(name) for name in inside.namelist()}


def workbook_bytes(book: Workbook) -> bytes:
    """The file of a workbook."""
    book.properties.created = book.properties.modified = EPOCH
    out = io.BytesIO()
    book.save(out)
    parts, about = parts_of(out.getvalue()), "docProps/core.xml"
    parts[about] = MOMENT.sub(EPOCH.isoformat().encode(), parts[about])
    return zipped(parts)
