"""Tests of AWS Lambda."""
