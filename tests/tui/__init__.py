"""The interface, driven by keys and clicks."""
