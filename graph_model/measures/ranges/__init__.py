"""How far an order can be trusted: one method (`draws`), one function a list."""
