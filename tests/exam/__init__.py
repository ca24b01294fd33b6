"""Tests of mock exams."""
