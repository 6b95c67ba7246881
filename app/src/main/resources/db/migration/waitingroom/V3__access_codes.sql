-- Codes that let their holders join a presale, each a limited number of times.
create table waitingroom.access_code (
    concert_id bigint      not null references waitingroom.room,
    code       text        not null collate "C" check (code ~ '^[A-Z0-9-]{4,64}$'),
    uses_max   integer     not null check (uses_max > 0),
    uses       integer     not null default 0,
    revoked    boolean     not null default false,
    created_at timestamptz not null,
    primary key (concert_id, code),
    check (uses between 0 and uses_max)
);
