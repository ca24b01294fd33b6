"""What AWS IAM refuses and moto accepts."""
