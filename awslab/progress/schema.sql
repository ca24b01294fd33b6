-- Version 1 of the progress file. Times are UTC, as 2026-11-21T09:07:00.000000+00:00, so that they sort as text.
-- A later version is a file of its own in migrations/; this one is never edited once it has been released.

create table quiz (
    id integer primary key,
    started text not null,
    ended text,                                   -- null while it runs, and for ever when the program was killed
    seed text not null,
    wanted text not null check (json_valid(wanted))  -- what was asked for: topics, exam, level, count
) strict;

create table review (
    id integer primary key,                       -- in the order in which answers were recorded
    quiz integer references quiz (id),
    question text not null,
    topic text not null,                          -- topic and skill as they were then: content may move
    skill text not null,
    at text not null,
    answer text not null check (json_valid(answer)),
    correct integer not null check (correct in (0, 1)),
    points real not null check (points between 0 and 1),
    guessed integer not null check (guessed in (0, 1)),
    rating integer not null check (rating between 1 and 4),
    seconds real not null check (seconds >= 0)    -- from question to answer; 0 when not measured
) strict;
create index review_by_question on review (question);
create index review_by_quiz on review (quiz);

create table card (                               -- what FSRS remembers; the reviews of a question, folded
    question text primary key,
    phase text not null check (phase in ('learning', 'review', 'relearning')),
    step integer,
    stability real not null check (stability > 0),
    difficulty real not null check (difficulty between 1 and 10),
    due text not null,
    last_review text not null
) strict, without rowid;
create index card_by_due on card (due);

create table lab_attempt (
    id integer primary key,
    lab text not null,
    started text not null,
    ended text,                                   -- null while it is open
    variables text not null check (json_valid(variables))
) strict;
create index lab_attempt_by_lab on lab_attempt (lab);

create table lab_run (                            -- one time the checks were run
    id integer primary key,
    attempt integer not null references lab_attempt (id),
    at text not null,
    passed integer not null check (passed in (0, 1))
) strict;
create index lab_run_by_attempt on lab_run (attempt);

create table step_result (
    run integer not null references lab_run (id),
    step text not null,
    passed integer not null check (passed in (0, 1)),
    primary key (run, step)
) strict, without rowid;

create table check_verdict (
    run integer not null,
    step text not null,
    check_id text not null,
    outcome text not null check (outcome in ('passed', 'failed', 'waiting', 'errored')),
    rationale text not null,
    seconds real not null,
    primary key (run, step, check_id),
    foreign key (run, step) references step_result (run, step)
) strict, without rowid;

create table hints_shown (
    attempt integer not null references lab_attempt (id),
    step text not null,
    count integer not null check (count > 0),
    primary key (attempt, step)
) strict, without rowid;

create table setting (
    name text primary key,
    value text not null check (json_valid(value))
) strict, without rowid;
