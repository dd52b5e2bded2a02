"""What changed between two days, and why; how a change moves the picture."""
