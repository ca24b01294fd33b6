"""Asking and grading: answers, presentation, grading, schedule, selection, session. Time and chance are arguments."""
