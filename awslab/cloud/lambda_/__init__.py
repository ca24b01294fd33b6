"""AWS Lambda, as the sandbox has it."""
