"""From files to a checked strategy: reading, merging, writing out short forms, validating."""
