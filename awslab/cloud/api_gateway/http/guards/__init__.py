"""What HTTP APIs of Amazon API Gateway refuses and moto accepts."""
