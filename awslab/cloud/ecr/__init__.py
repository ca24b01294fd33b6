"""Amazon ECR, as the sandbox has it."""
