"""The engine that reads policies and decides about requests (pure)."""
