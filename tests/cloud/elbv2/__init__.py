"""Tests of Elastic Load Balancing (Application, Network and Gateway Load Balancers)."""
