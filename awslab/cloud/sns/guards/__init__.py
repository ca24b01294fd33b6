"""What Amazon SNS refuses and moto accepts."""
