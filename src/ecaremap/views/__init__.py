"""Frozen views: everything computed once, for every spelling to read."""
