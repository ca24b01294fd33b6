"""What Elastic Load Balancing (Application, Network and Gateway Load Balancers) refuses and moto accepts."""
