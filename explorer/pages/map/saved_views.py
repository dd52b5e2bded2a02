"""Views of the map with a name."""

from __future__ import annotations

from explorer.app.named_addresses import LONGEST, NamedAddresses
from explorer.pages.map.address import PARTS

__all__ = ["LONGEST", "VIEWS", "forget", "save", "views"]

VIEWS = NamedAddresses("views.json", (*PARTS, "as_of"))
views, save, forget = VIEWS.all, VIEWS.save, VIEWS.forget
