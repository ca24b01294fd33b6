"""Amazon API Gateway, as the sandbox has it."""
