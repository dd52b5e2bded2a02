"""How the world gets in and out: read → check → write → sweep, and export."""
