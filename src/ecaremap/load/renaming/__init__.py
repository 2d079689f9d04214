"""Changing an id wherever it stands, in the authors' own text."""
