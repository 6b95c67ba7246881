-- What the admission decided, minute by minute.
create table waitingroom.admission_minute (
    concert_id        bigint      not null references waitingroom.room,
    minute            timestamptz not null check (mod(extract(epoch from minute), 60) = 0),
    wanted_per_minute integer     not null check (wanted_per_minute >= 0),
    -- what back-off left of the rate
    factor            real        not null check (factor between 0 and 1),
    no_show_share     real        not null check (no_show_share between 0 and 1),
    -- places that were called, and places that were claimed
    called            integer     not null check (called >= 0),
    admitted          integer     not null check (admitted >= 0),
    -- the limit that bound in most ticks
    bound_by          text        not null
        check (bound_by in ('RATE', 'CAPACITY', 'STOCK', 'BACK_OFF', 'NOBODY_WAITING', 'CLOSED')),
    active            integer     not null check (active >= 0),
    free_seats        bigint      not null check (free_seats >= 0),
    held_seats        bigint      not null check (held_seats >= 0),
    -- null where the shop had nothing to do
    latency_p99_ms    integer     check (latency_p99_ms >= 0),
    waiting           bigint      not null check (waiting >= 0),
    -- estimates of the wait that came due, and those of them whose range held the truth
    estimate_hits     integer     not null,
    estimates         integer     not null,
    primary key (concert_id, minute),
    check (estimate_hits between 0 and estimates)
);

create index admission_minute_age on waitingroom.admission_minute (minute);
