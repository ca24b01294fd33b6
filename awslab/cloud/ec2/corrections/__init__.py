"""What moto gets wrong of Amazon EC2 and Amazon VPC."""
