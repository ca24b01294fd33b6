"""What AWS Lambda refuses and moto accepts."""
