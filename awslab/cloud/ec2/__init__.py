"""Amazon EC2 and Amazon VPC, as the sandbox has it."""
