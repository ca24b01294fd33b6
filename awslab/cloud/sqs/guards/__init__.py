"""What Amazon SQS refuses and moto accepts."""
