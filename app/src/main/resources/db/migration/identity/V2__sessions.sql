-- Sessions that were ended before their tokens' time was over, each for as long as a token of it could live.
create table identity.ended_session (
    session_id uuid        primary key,
    buyer_id   uuid        not null,
    ended_at   timestamptz not null,
    until      timestamptz not null
);

create index ended_session_by_buyer on identity.ended_session (buyer_id);
create index ended_session_by_time on identity.ended_session (ended_at);
create index ended_session_by_end on identity.ended_session (until);

-- Tokens of an earlier generation than the buyer's are over: each change of the password begins a new one.
alter table identity.buyer
    add column generation    integer not null default 0 check (generation >= 0),
    add column generation_at timestamptz;

create index buyer_by_generation on identity.buyer (generation_at) where generation_at is not null;

-- Usernames are ASCII. By the database's own collation the case of their letters could mean something else: in Turkish
-- the small letter of I is not i.
drop index identity.buyer_username_key;
create unique index buyer_username_key on identity.buyer (lower(username collate "C"));
