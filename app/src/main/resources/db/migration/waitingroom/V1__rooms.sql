create schema if not exists waitingroom;

create table waitingroom.room (
    concert_id       bigint  primary key references catalog.concert,
    -- the operator's word; null while the clock alone decides
    steered_phase    text    check (steered_phase in ('PRE_QUEUE', 'OPEN', 'PAUSED', 'CLOSED')),
    serving_position bigint  not null default 0 check (serving_position >= 0),
    capacity         integer not null check (capacity > 0),
    admit_per_minute integer not null check (admit_per_minute > 0),
    message          text    check (length(message) <= 500),
    holds_frozen     boolean not null default false
);

create table waitingroom.place (
    concert_id     bigint      not null references waitingroom.room,
    position       bigint      not null check (position > 0),
    buyer_id       uuid        not null,
    state          text        not null check (state in ('WAITING', 'ADMITTED', 'FINISHED', 'EXPIRED', 'LEFT')),
    joined_at      timestamptz not null,
    admitted_until timestamptz,
    primary key (concert_id, position),
    check (state <> 'ADMITTED' or admitted_until is not null),
    check (state <> 'WAITING' or admitted_until is null)
);

-- One live place a buyer; what is over does not stand in the way of a new one.
create unique index place_live on waitingroom.place (concert_id, buyer_id) where state in ('WAITING', 'ADMITTED');
create index place_admitted on waitingroom.place (concert_id, admitted_until) where admitted_until is not null;
create index place_left on waitingroom.place (concert_id, position) where state = 'LEFT';

-- A place that is over stays over, and a position never changes hands.
create function waitingroom.refuse_revival() returns trigger language plpgsql as $$
begin
    raise exception 'place % of concert % is % and stays so', old.position, old.concert_id, old.state;
end $$;

create trigger place_over_is_over
    before update on waitingroom.place
    for each row
    when (old.state in ('FINISHED', 'EXPIRED', 'LEFT') or old.buyer_id <> new.buyer_id
          or old.position <> new.position or (old.state = 'ADMITTED' and new.state = 'WAITING'))
    execute function waitingroom.refuse_revival();
