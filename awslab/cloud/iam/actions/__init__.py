"""What each call needs to be allowed: its actions and the resources that they work on (pure)."""
