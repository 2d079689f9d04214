"""Findings, spelled for people and for machines."""
