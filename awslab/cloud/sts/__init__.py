"""AWS STS, as the sandbox has it."""
