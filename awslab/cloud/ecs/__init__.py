"""Amazon ECS, as the sandbox has it."""
