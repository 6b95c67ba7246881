create schema if not exists waitingroom;

-- The room of a concert, with what its operator set.
create table waitingroom.room (
    concert_id       bigint  primary key references catalog.concert,
    -- the phase that the operator chose; null while the clock alone decides
    steered_phase    text    check (steered_phase in ('PRE_QUEUE', 'OPEN', 'PAUSED', 'CLOSED')),
    capacity         integer not null check (capacity > 0),
    admit_per_minute integer not null check (admit_per_minute > 0),
    -- of each moment's admissions, while both lanes wait
    priority_percent integer not null default 70 check (priority_percent between 1 and 99),
    invite_only      boolean not null default false,
    challenge        text    not null default 'SUSPECTS' check (challenge in ('OFF', 'SUSPECTS', 'ALL')),
    message          text    check (length(message) <= 500),
    holds_frozen     boolean not null default false
);

-- A line has lanes: one for everybody, one for those with an access code. Each numbers its places on its own.
create table waitingroom.lane (
    concert_id       bigint not null references waitingroom.room,
    lane             text   not null check (lane in ('GENERAL', 'PRIORITY')),
    -- the order of admission has been passed up to here
    serving_position bigint not null default 0 check (serving_position >= 0),
    -- The last number that was given. The transaction that stores a place takes its number here, so numbers follow the
    -- order of the commits, and none is given twice even if the places are lost.
    number_given     bigint not null default 0 check (number_given >= 0),
    -- of the owner that called so far; see docs/cluster.md
    epoch            bigint not null default 0 check (epoch >= 0),
    primary key (concert_id, lane)
);

create function waitingroom.refuse_step_back() returns trigger language plpgsql as $$
begin
    raise exception 'the % lane of concert % has been called up to %, and does not move back',
        old.lane, old.concert_id, old.serving_position;
end $$;

create trigger line_never_moves_back
    before update of serving_position on waitingroom.lane
    for each row
    when (new.serving_position < old.serving_position)
    execute function waitingroom.refuse_step_back();

-- Joins on any node give numbers; only the room's owner moves the line.
create trigger only_owner_calls
    before update of serving_position, epoch on waitingroom.lane
    for each row
    when (new.serving_position <> old.serving_position or new.epoch <> old.epoch)
    execute function cluster.refuse_old_epoch('room/', 'concert_id');

-- A buyer's place in a lane.
create table waitingroom.place (
    concert_id         bigint      not null references waitingroom.room,
    lane               text        not null check (lane in ('GENERAL', 'PRIORITY')),
    number             bigint      not null check (number > 0),
    buyer_id           uuid        not null,
    state              text        not null check (state in ('WAITING', 'ADMITTED', 'FINISHED', 'EXPIRED', 'LEFT')),
    joined_at          timestamptz not null,
    -- must solve a challenge before it is let in
    challenged         boolean     not null default false,
    -- when it was let in; null if it never was, or if its row was lost since
    admitted_at        timestamptz,
    -- An admission has a latest end from the start. Its end may be moved once, as far as that, for a hold that
    -- outlasts it.
    admitted_until     timestamptz,
    admitted_until_max timestamptz,
    primary key (concert_id, lane, number),
    constraint place_admitted_until_check check (state <> 'ADMITTED' or admitted_until is not null),
    constraint place_waits_without_end check (state <> 'WAITING' or admitted_until is null),
    constraint place_has_latest_end check (state <> 'ADMITTED' or admitted_until_max is not null),
    constraint place_admitted_has_end check (admitted_at is null or admitted_until is not null),
    constraint place_ends_in_time check (admitted_until <= admitted_until_max)
);

-- One live place a buyer; what is over does not stand in the way of a new one.
create unique index place_live on waitingroom.place (concert_id, buyer_id) where state in ('WAITING', 'ADMITTED');
create index place_admitted on waitingroom.place (concert_id, admitted_until) where admitted_until is not null;
create index place_left on waitingroom.place (concert_id, lane, number) where state = 'LEFT';
-- A receipt of the draw is asked for by its buyer, also when the place is over.
create index place_of_buyer on waitingroom.place (concert_id, buyer_id);

-- A place that is over stays over, and a number never changes hands.
create function waitingroom.refuse_revival() returns trigger language plpgsql as $$
begin
    raise exception 'place % % of concert % is % and stays so', old.lane, old.number, old.concert_id, old.state;
end $$;

create trigger place_over_is_over
    before update on waitingroom.place
    for each row
    when (old.state in ('FINISHED', 'EXPIRED', 'LEFT') or old.buyer_id <> new.buyer_id
          or old.lane <> new.lane or old.number <> new.number or (old.state = 'ADMITTED' and new.state = 'WAITING'))
    execute function waitingroom.refuse_revival();

-- How places stood whose rows were deleted by hand. Their tokens bring the rows back, and tell less: what ended stays
-- ended, and who was admitted is not admitted anew.
create table waitingroom.deleted_place (
    concert_id     bigint      not null references waitingroom.room,
    lane           text        not null check (lane in ('GENERAL', 'PRIORITY')),
    number         bigint      not null check (number > 0),
    state          text        not null check (state in ('WAITING', 'ADMITTED', 'FINISHED', 'EXPIRED', 'LEFT')),
    challenged     boolean     not null,
    admitted_until timestamptz,
    primary key (concert_id, lane, number),
    constraint deleted_place_admitted_until_check check (state <> 'ADMITTED' or admitted_until is not null)
);

create function waitingroom.keep_deleted() returns trigger language plpgsql security definer set search_path = ''
as $$
begin
    insert into waitingroom.deleted_place as d (concert_id, lane, number, state, challenged, admitted_until)
    select concert_id, lane, number, state, challenged, admitted_until
    from gone
    on conflict (concert_id, lane, number) do update
        set state = excluded.state, challenged = excluded.challenged, admitted_until = excluded.admitted_until;
    return null;
end $$;

create trigger deleted_is_kept
    after delete on waitingroom.place
    referencing old table as gone
    for each statement
    execute function waitingroom.keep_deleted();

create function waitingroom.keep_truncated() returns trigger language plpgsql security definer set search_path = ''
as $$
begin
    insert into waitingroom.deleted_place as d (concert_id, lane, number, state, challenged, admitted_until)
    select concert_id, lane, number, state, challenged, admitted_until
    from waitingroom.place
    on conflict (concert_id, lane, number) do update
        set state = excluded.state, challenged = excluded.challenged, admitted_until = excluded.admitted_until;
    return null;
end $$;

create trigger truncated_is_kept
    before truncate on waitingroom.place
    for each statement
    execute function waitingroom.keep_truncated();

-- Codes that let their holders join a presale, each a limited number of times.
create table waitingroom.access_code (
    concert_id bigint      not null references waitingroom.room,
    code       text        not null collate "C" check (code ~ '^[A-Z0-9-]{4,64}$'),
    uses_max   integer     not null check (uses_max > 0),
    uses       integer     not null default 0,
    revoked    boolean     not null default false,
    created_at timestamptz not null,
    primary key (concert_id, code),
    constraint access_code_uses_in_limit check (uses between 0 and uses_max)
);

-- The draw of those who registered before the opening; see docs/draw.md. What is published never changes.
create table waitingroom.draw (
    concert_id             bigint primary key references waitingroom.room,
    -- public from the start
    commitment             bytea  not null check (length(commitment) = 32),
    -- public once drawn
    secret                 bytea  not null check (length(secret) = 32),
    -- Never public: the nonces of receipts are derived from it. It is no signing key, which may be replaced meanwhile.
    receipt_key            bytea  not null check (length(receipt_key) = 32),
    beacon_source          text   check (length(beacon_source) between 1 and 300),
    beacon                 text   check (length(beacon) <= 300 and beacon ~ '^[!-~]([ -~]*[!-~])?$'),
    closed_at              timestamptz,
    general_registrations  bigint check (general_registrations >= 0),
    priority_registrations bigint check (priority_registrations >= 0),
    root                   bytea  check (length(root) = 32),
    -- of each 256 leaves, so that a path needs few of them
    chunk_roots            bytea,
    seed                   bytea  check (length(seed) = 32),
    drawn_at               timestamptz,
    constraint draw_commits_to_secret check (sha256(secret) = commitment),
    constraint draw_closes_general_lane check ((closed_at is null) = (general_registrations is null)),
    constraint draw_closes_priority_lane check ((closed_at is null) = (priority_registrations is null)),
    constraint draw_root_after_closing check (root is null or closed_at is not null),
    constraint draw_root_with_chunk_roots check ((root is null) = (chunk_roots is null)),
    constraint draw_root_of_each_chunk
        check (length(chunk_roots) = (general_registrations + priority_registrations + 255) / 256 * 32),
    constraint draw_beacon_after_root check (beacon is null or beacon_source is not null and root is not null),
    constraint draw_seed_with_time check ((seed is null) = (drawn_at is null)),
    constraint draw_seed_after_beacon
        check (seed is null or root is not null and (beacon is null) = (beacon_source is null))
);

create function waitingroom.refuse_redraw() returns trigger language plpgsql as $$
begin
    raise exception 'what the draw of concert % has published stays so', old.concert_id;
end $$;

create trigger draw_stays
    before update on waitingroom.draw
    for each row
    when (old.concert_id <> new.concert_id or old.commitment <> new.commitment or old.secret <> new.secret
          or old.receipt_key <> new.receipt_key
          or old.beacon_source is distinct from new.beacon_source
          or old.beacon is not null and old.beacon is distinct from new.beacon
          or old.closed_at is not null
              and (old.closed_at, old.general_registrations, old.priority_registrations)
                  is distinct from (new.closed_at, new.general_registrations, new.priority_registrations)
          or old.root is not null
              and (old.root, old.chunk_roots) is distinct from (new.root, new.chunk_roots)
          or old.seed is not null and (old.seed, old.drawn_at) is distinct from (new.seed, new.drawn_at))
    execute function waitingroom.refuse_redraw();

create trigger draw_is_kept
    before delete on waitingroom.draw
    for each row
    execute function waitingroom.refuse_redraw();

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
    epoch             bigint      not null check (epoch >= 0),
    primary key (concert_id, minute),
    constraint admission_minute_hits_among_estimates check (estimate_hits between 0 and estimates)
);

create trigger only_owner_logs
    before insert or update on waitingroom.admission_minute
    for each row
    execute function cluster.refuse_old_epoch('room/', 'concert_id');

create index admission_minute_age on waitingroom.admission_minute (minute);

-- The key by which push services know this site. Browsers bind their subscriptions to it, so it is never replaced.
create table waitingroom.push_key (
    one         boolean primary key default true check (one),
    -- in base64url: a point of P-256, and its private number
    public_key  text    not null check (public_key ~ '^[A-Za-z0-9_-]{87}$'),
    private_key text    not null check (private_key ~ '^[A-Za-z0-9_-]{43}$')
);

-- Browsers that are told when the turn of a place has come: the last one that asked. The row goes when it is told.
create table waitingroom.turn_alert (
    concert_id bigint      not null references waitingroom.room,
    lane       text        not null check (lane in ('GENERAL', 'PRIORITY')),
    number     bigint      not null check (number > 0),
    -- null until the order is drawn
    position   bigint      check (position > 0),
    endpoint   text        not null check (length(endpoint) <= 1000 and endpoint ~ '^https://'),
    p256dh     text        not null check (p256dh ~ '^[A-Za-z0-9_-]{87}$'),
    auth       text        not null check (auth ~ '^[A-Za-z0-9_-]{22}$'),
    language   text        not null check (language in ('en', 'ko')),
    asked_at   timestamptz not null,
    primary key (concert_id, lane, number)
);

create index turn_alert_called on waitingroom.turn_alert (concert_id, lane, position);
create index turn_alert_undrawn on waitingroom.turn_alert (concert_id) where position is null;
create index turn_alert_browser on waitingroom.turn_alert (endpoint);
