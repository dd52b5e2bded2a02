"""Views of the map with a name."""

from __future__ import annotations

from explorer.app.named_addresses import LONGEST, NamedAddresses
from explorer.pages.map.address import PARTS
from loaders import kept_objects

__all__ = ["LONGEST", "VIEWS", "forget", "save", "views"]

VIEWS = NamedAddresses(kept_objects.VIEWS, (*PARTS, "as_of"))
views, save, forget = VIEWS.all, VIEWS.save, VIEWS.forget
