"""Two versions of a strategy, compared: what was written, what that does, and for whom."""
