"""Event source mappings at work: reading queues and streams for functions."""
