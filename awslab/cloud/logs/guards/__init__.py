"""What Amazon CloudWatch Logs refuses and moto accepts."""
