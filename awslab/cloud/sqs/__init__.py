"""Amazon SQS, as the sandbox has it."""
