"""Tests of Amazon EC2 Auto Scaling."""
