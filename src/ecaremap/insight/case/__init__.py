"""The business case of a contact strategy: what moving requests is worth, and how sure that is."""
