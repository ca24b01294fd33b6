"""Mock exams, pure: drawing questions by an exam's blueprint, sitting them, scoring. Time and chance are arguments.

blueprint.py   how many questions each domain and task gets
draw.py        which questions, and which of them are not scored
sitting.py     what happens in a sitting: answers, flags, struck options, pauses, the clock
score.py       the scaled score, with its interval and the probability of passing

"""
