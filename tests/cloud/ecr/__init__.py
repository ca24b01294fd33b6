"""Tests of Amazon ECR."""
