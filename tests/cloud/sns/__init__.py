"""Tests of Amazon SNS."""
