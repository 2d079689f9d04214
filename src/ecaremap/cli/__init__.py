"""The command line: options in, use cases, exit codes out."""
