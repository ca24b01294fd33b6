"""What AWS STS refuses and moto accepts."""
