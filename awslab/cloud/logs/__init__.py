"""Amazon CloudWatch Logs, as the sandbox has it."""
