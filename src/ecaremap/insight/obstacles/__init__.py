"""The facts asked for each of the four obstacles; `insight.readiness` puts them together."""
