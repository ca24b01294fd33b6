"""Amazon S3, as the sandbox has it."""
