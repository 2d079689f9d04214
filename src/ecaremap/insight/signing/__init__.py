"""Signed decisions: the facts behind them, and which of them have moved since."""
