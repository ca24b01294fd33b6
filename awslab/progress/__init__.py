"""What the learner has done: one SQLite file, and what can be read from it."""
