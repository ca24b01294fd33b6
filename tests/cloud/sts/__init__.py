"""Tests of AWS STS."""
