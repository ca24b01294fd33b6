"""Drills: questions whose figures are drawn anew, with the key, the distractors and the explanation computed (pure).

A generator is a file in `generators/` with one function `generate(rng, **parameters)` that returns a body. It draws
only from `rng`, so the same seed gives the same question.
"""
