"""The ten questions that the coalition asks, each answered in groups, from the measures alone."""
