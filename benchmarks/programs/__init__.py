"""Programs that are started and timed, never imported."""
