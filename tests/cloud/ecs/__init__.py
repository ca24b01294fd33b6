"""Tests of Amazon ECS."""
