"""What the sandbox itself answers for AWS Lambda."""
