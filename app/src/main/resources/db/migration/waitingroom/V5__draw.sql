-- The draw of those who registered before the opening; see docs/draw.md. What is published never changes.
create table waitingroom.draw (
    concert_id             bigint primary key references waitingroom.room,
    -- public from the start
    commitment             bytea  not null check (length(commitment) = 32),
    -- public once drawn
    secret                 bytea  not null check (length(secret) = 32),
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
    check (sha256(secret) = commitment),
    check ((closed_at is null) = (general_registrations is null)),
    check ((closed_at is null) = (priority_registrations is null)),
    check (root is null or closed_at is not null),
    check ((root is null) = (chunk_roots is null)),
    check (length(chunk_roots) = (general_registrations + priority_registrations + 255) / 256 * 32),
    check (beacon is null or beacon_source is not null and root is not null),
    check ((seed is null) = (drawn_at is null)),
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

-- A receipt is asked for by its buyer, also when the place is over.
create index place_of_buyer on waitingroom.place (concert_id, buyer_id);

-- A line that had begun before there was a draw keeps the order in which it was joined: nobody is drawn in it.
with room as materialized (
    select r.concert_id,
        sha256(decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')) as secret,
        exists (select from waitingroom.place p where p.concert_id = r.concert_id) as has_begun
    from waitingroom.room r)
insert into waitingroom.draw
    (concert_id, commitment, secret, closed_at, general_registrations, priority_registrations)
select concert_id, sha256(secret), secret,
    case when has_begun then now() end, case when has_begun then 0 end, case when has_begun then 0 end
from room;
