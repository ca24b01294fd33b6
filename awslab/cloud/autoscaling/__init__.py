"""Amazon EC2 Auto Scaling, as the sandbox has it."""
