"""What the sandbox itself answers for Elastic Load Balancing."""
