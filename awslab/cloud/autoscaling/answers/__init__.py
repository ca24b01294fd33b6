"""What the sandbox itself answers for Amazon EC2 Auto Scaling."""
