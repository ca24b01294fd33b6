"""What goes on in Lambda by itself: the runtime, and the pollers of event source mappings."""
