"""What EventBridge does by itself: rules send events to their targets, and schedules are due."""
