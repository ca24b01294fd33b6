"""Drawing and keys: the screens, their widgets, and the app that holds them. Nothing is imported here."""
