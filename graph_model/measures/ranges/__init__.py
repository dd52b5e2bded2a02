"""How far an order can be trusted: one method (`rank_ranges`), one function a list."""
