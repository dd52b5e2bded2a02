"""Views of the map with a name."""

from __future__ import annotations

from explorer.map.asked import PARTS
from explorer.named import LONGEST, Named

__all__ = ["LONGEST", "VIEWS", "forget", "save", "views"]

VIEWS = Named("views.json", (*PARTS, "as_of"))
views, save, forget = VIEWS.all, VIEWS.save, VIEWS.forget
