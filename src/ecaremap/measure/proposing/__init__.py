"""From a log alone to what a strategy can say of it: which columns, touchpoints and requests there are."""
