"""Amazon SNS, as the sandbox has it."""
