"""From tables and forms to rows, with every problem collected before anything is written."""
