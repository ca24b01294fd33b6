"""What Amazon EC2 Auto Scaling refuses and moto accepts."""
