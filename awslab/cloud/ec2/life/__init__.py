"""What happens by the clock in Amazon EC2 and Amazon VPC."""
