"""What a strategy tells beyond its rules: open questions, gaps, and later journeys and the case."""
