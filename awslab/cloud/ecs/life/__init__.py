"""What happens by the clock in Amazon ECS."""
