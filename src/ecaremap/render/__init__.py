"""Spellings of the views; nothing here computes."""
