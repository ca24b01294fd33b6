"""What HTTP APIs of Amazon API Gateway answer here instead of in moto, and what follows moto's answers."""
