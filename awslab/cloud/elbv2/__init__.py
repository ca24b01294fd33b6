"""Elastic Load Balancing (Application, Network and Gateway Load Balancers), as the sandbox has it."""
