"""What moto gets wrong of REST APIs of Amazon API Gateway."""
