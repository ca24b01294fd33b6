"""Tests of AWS IAM."""
