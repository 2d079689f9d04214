"""The migration plan: what to build and when, what it brings, and how sure that is."""
