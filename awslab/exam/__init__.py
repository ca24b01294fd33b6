"""Mock exams, pure: drawing questions by an exam's blueprint, sitting them, scoring. Time and chance are arguments.

blueprint.py   how many questions each domain and task gets
draw.py        which questions, and which of them are not scored
sitting.py     what happens in a sitting: answers, flags, struck options, pauses, the clock
score.py       the scaled score, with its interval and the probability of passing
planning.py    what a mock exam will be before it begins: questions, time, what the bank cannot give
paper.py       the questions as they are shown and marked
report.py      the result: domains, tasks, time, certainty, what to study
event_data.py  draws and events as plain data
wording.py     the words that the front ends share

"""
