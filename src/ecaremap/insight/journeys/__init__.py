"""Journeys, checked before they happen: ways through the touchpoints, their ends, and what to expect of them."""
