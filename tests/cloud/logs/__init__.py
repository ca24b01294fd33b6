"""Tests of Amazon CloudWatch Logs."""
