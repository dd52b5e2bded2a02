"""What the world is and what can be asked of it: the vocabulary, the snapshot, the measures, and
the database behind them.
"""
