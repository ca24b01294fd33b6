"""What happens by the clock in Amazon EC2 Auto Scaling."""
