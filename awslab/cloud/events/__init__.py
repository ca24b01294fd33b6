"""Amazon EventBridge, as the sandbox has it."""
