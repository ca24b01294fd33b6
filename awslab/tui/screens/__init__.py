"""One module per screen, each imported when it is first shown."""
