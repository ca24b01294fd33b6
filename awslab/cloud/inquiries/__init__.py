"""Questions to a sandbox that are no API of AWS: the packet tracer, the addresses, the permissions."""
