"""What Amazon EC2 and Amazon VPC refuses and moto accepts."""
