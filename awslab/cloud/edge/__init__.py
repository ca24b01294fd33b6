"""What everything shares that runs functions or routes requests behind plain HTTP: API Gateway, function URLs."""
