"""What moto gets wrong of AWS IAM."""
