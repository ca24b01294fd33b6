-- Parsed content. Safe to delete at any time; one file per set of packs and version of the reader.
create table if not exists file (
    path      text primary key,
    kind      text not null,
    place     integer not null,      -- the order in which files win when two define the same id
    signature text not null,         -- size, times and inode when it was read
    settled   integer not null,      -- 1 when no later write can carry the same signature
    sha256    text not null,
    problems  blob not null
) strict;

create table if not exists item (
    file   text not null references file (path) on delete cascade,
    kind   text not null,
    id     text not null,
    path   blob not null,
    skill  text not null default '',
    type   text not null default '',
    level  integer not null default 0,
    exams  text not null default '', -- separated by spaces
    record blob not null
) strict;

create index if not exists item_by_id on item (kind, id);
create index if not exists item_by_file on item (file);

create table if not exists note (
    key   text primary key,
    value blob not null
) strict;
