"""One generator a file: its name is the file's, with hyphens (pure)."""
