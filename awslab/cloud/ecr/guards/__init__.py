"""What Amazon ECR refuses and moto accepts."""
