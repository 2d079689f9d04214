"""What the commands do: parameters in, results out; no printing."""
