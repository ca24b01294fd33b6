"""Tests of Amazon S3."""
