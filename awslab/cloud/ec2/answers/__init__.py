"""What the sandbox answers of EC2 in the place of moto."""
