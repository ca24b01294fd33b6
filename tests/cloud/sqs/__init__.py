"""Tests of Amazon SQS."""
