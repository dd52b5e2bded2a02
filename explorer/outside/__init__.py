"""For those outside: what is public, as pages that need no server (`linkages publish`)."""
