"""What happens by the clock in Elastic Load Balancing: targets register, become healthy, and drain."""
