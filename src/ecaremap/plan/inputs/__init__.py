"""From a strategy to the problem of its plan, with what rules and gates keep out."""
