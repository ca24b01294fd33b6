"""Tests of Amazon API Gateway."""
