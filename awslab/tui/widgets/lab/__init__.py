"""The panes of the lab screen."""
