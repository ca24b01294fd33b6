"""What Application and Network Load Balancers answer at their addresses."""
