"""The process boundary: a local teaching AWS in its own processes, and learners' programs beside it."""
