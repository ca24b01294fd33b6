"""What of Amazon EC2 and Amazon VPC answers plain HTTP."""
