-- Version 2 of the progress file: mock exams. Version 1 is schema.sql; this file is never edited once it has been released.

create table exam_sitting (
    id integer primary key,
    exam text not null,                           -- its code, such as DVA-C03
    started text not null,
    ended text,                                   -- null while it is open
    outcome text check (outcome in ('submitted', 'abandoned')),  -- null while it is open
    seed text not null,                           -- orders the options of each question
    request text not null check (json_valid(request)),  -- what was asked for: count, domains, only unseen questions
    draw text not null check (json_valid(draw)),  -- the questions, in their order, with domain, task and whether they count
    seconds_limit real not null check (seconds_limit > 0),
    clock real not null default 0 check (clock >= 0)  -- seconds of the sitting's own clock, saved each second
) strict;
create index exam_sitting_by_exam on exam_sitting (exam);

create table exam_event (                         -- what the learner did, folded to resume
    sitting integer not null references exam_sitting (id),
    number integer not null check (number > 0),   -- from 1, without gaps
    at text not null,
    clock real not null check (clock >= 0),       -- seconds of the sitting's own clock, which stands still in a pause
    event text not null check (json_valid(event)),
    primary key (sitting, number)
) strict, without rowid;

create table exam_mark (                          -- one question of a sitting that was submitted, as it was marked then
    sitting integer not null references exam_sitting (id),
    place integer not null check (place >= 0),
    question text not null,
    skill text not null,
    domain text not null,
    task text not null,
    is_scored integer not null check (is_scored in (0, 1)),
    is_answered integer not null check (is_answered in (0, 1)),
    is_correct integer not null check (is_correct in (0, 1)),
    certainty text check (certainty in ('sure', 'unsure', 'guess')),
    seconds real not null check (seconds >= 0),   -- how long the learner looked at it
    primary key (sitting, place)
) strict, without rowid;
