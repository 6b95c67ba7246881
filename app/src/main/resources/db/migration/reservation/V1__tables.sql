create schema if not exists reservation;

-- A buyer's claim to some seats of a performance until it expires, with the prices that were shown.
create table reservation.hold (
    hold_id        uuid        primary key,
    buyer_id       uuid        not null,
    concert_id     bigint      not null,
    performance_id bigint      not null,
    status         text        not null check (status in ('HELD', 'CONFIRMED', 'RELEASED', 'EXPIRED')),
    seats          text[]      not null,
    -- for each of the seats the area of which it is a place, null for a seat; null as a whole where all are seats
    areas          text[],
    amounts_minor  bigint[]    not null,
    total_minor    bigint      not null check (total_minor >= 0),
    currency       text        not null,
    held_at        timestamptz not null,
    -- A hold may be extended once, and never beyond its latest end. A freeze moves both.
    expires_at     timestamptz not null,
    expires_at_max timestamptz not null,
    extensions     smallint    not null default 0,
    ended_at       timestamptz,
    -- how many of its tickets were refunded: those seats count to no limit any more
    refunded       integer     not null default 0,
    foreign key (concert_id, performance_id) references catalog.performance (concert_id, performance_id),
    constraint hold_seats_check check (cardinality(seats) between 1 and 100),
    constraint hold_area_for_each_seat check (cardinality(areas) = cardinality(seats)),
    constraint hold_amount_for_each_seat check (cardinality(seats) = cardinality(amounts_minor)),
    constraint hold_expires_after_it_is_made check (expires_at > held_at),
    constraint hold_ends_in_time check (expires_at <= expires_at_max),
    constraint hold_extended_once check (extensions between 0 and 1),
    constraint hold_ended_unless_held check ((status = 'HELD') = (ended_at is null)),
    constraint hold_refunded_after_payment check (refunded = 0 or status = 'CONFIRMED'),
    constraint hold_refunded_among_seats check (refunded between 0 and cardinality(seats))
);

create index hold_due on reservation.hold (expires_at) where status = 'HELD';
-- Those that run count to the limit on seats, those that lapsed or were given back to the cool-down.
create index hold_of_buyer on reservation.hold (buyer_id, performance_id);
-- How the last holds of a concert ended is asked every second while it is on sale.
create index hold_ended on reservation.hold (concert_id, ended_at) where ended_at is not null;

create function reservation.refuse_deletion() returns trigger language plpgsql as $$
begin
    if exists (
        select
        from reservation.hold
        where buyer_id = new.buyer_id and status = 'HELD' and expires_at > new.deleted_at)
    then
        raise exception 'the account % holds seats', new.buyer_id using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create trigger buyer_deleted_without_hold
    before update of deleted_at on identity.buyer
    for each row
    when (new.deleted_at is not null)
    execute function reservation.refuse_deletion();

-- Each change of a seat takes the next version, so that what is newer is told from what is older.
create sequence reservation.seat_version;

-- One row a seat is the judge of who has it: a seat cannot name two holds. A HELD row past held_until counts as FREE. The
-- seat of a refunded ticket that comes back a little later is HELD by its old hold until then.
create table reservation.seat (
    performance_id bigint  not null,
    seat           text    not null collate "C",
    -- null for a seat; nobody names a place of an area, so it is picked
    area           text,
    price_level    text    not null,
    status         text    not null check (status in ('FREE', 'HELD', 'SOLD', 'NOT_FOR_SALE')),
    hold_id        uuid    references reservation.hold,
    -- Running holds are counted wherever seats are counted, each by its first seat. To count the holds themselves took
    -- 70 ms in the middle of a rush.
    first_of_hold  boolean not null default false,
    held_until     timestamptz,
    version        bigint  not null,
    primary key (performance_id, seat),
    foreign key (performance_id, seat) references catalog.seat (performance_id, seat),
    constraint seat_held_or_sold_by_hold check ((status in ('HELD', 'SOLD')) = (hold_id is not null)),
    constraint seat_held_until_check check ((status = 'HELD') = (held_until is not null)),
    constraint seat_first_of_a_hold check (hold_id is not null or not first_of_hold)
-- Room on each page for the next version of its rows, which then needs no new entry in an index.
) with (fillfactor = 70);

-- Without the status: an index on what changes would need a new entry with each change.
create index seat_of_area on reservation.seat (performance_id, area) where area is not null;

-- Locked before seats are held for a buyer, so that two holds at once cannot pass the limit together. It names no
-- performance by a foreign key: holds do, and checking it here too cost a fifth of what a hold costs the database.
create table reservation.allowance (
    performance_id  bigint      not null,
    buyer_id        uuid        not null,
    seats           integer     not null,
    seats_max       integer     not null,
    held_at         timestamptz,
    -- before when the buyer may make no hold, having given back one after the other
    cool_down_until timestamptz,
    primary key (performance_id, buyer_id),
    constraint allowance_seats_in_limit check (seats between 0 and seats_max),
    constraint allowance_cooled_down check (held_at >= cool_down_until)
);

-- What was paid for. A hold's tickets are found among its buyer's.
create table reservation.ticket (
    ticket_id      uuid        primary key,
    barcode        text        not null unique,
    buyer_id       uuid        not null,
    hold_id        uuid        not null references reservation.hold,
    performance_id bigint      not null,
    seat           text        not null collate "C",
    -- the area of which it is a place, and the number in whose order people are let in, if the area has numbers
    area           text,
    entry_number   integer     check (entry_number > 0),
    status         text        not null check (status in ('VALID', 'REFUNDED')),
    issued_at      timestamptz not null,
    foreign key (performance_id, seat) references catalog.seat (performance_id, seat),
    constraint ticket_number_of_area check (entry_number is null or area is not null)
);

create unique index ticket_one_per_seat on reservation.ticket (performance_id, seat) where status = 'VALID';
-- Also those of refunded tickets: nobody else enters by their number.
create unique index ticket_entry_number on reservation.ticket (performance_id, area, entry_number)
    where entry_number is not null;

create function reservation.refuse_ticket_change() returns trigger language plpgsql as $$
begin
    raise exception 'the ticket % was refunded and never is valid again', old.ticket_id;
end $$;

create trigger ticket_stays_refunded
    before update on reservation.ticket
    for each row
    when (old.status = 'REFUNDED')
    execute function reservation.refuse_ticket_change();

-- Each time a ticket got another seat of its price level. Only its newest code lets anybody in.
create table reservation.ticket_move (
    move_id        bigint      generated always as identity primary key,
    ticket_id      uuid        not null references reservation.ticket,
    hold_id        uuid        not null references reservation.hold,
    performance_id bigint      not null,
    from_seat      text        not null collate "C",
    to_seat        text        not null collate "C",
    -- of the whole hold, before the move
    seats_before   text[]      not null,
    barcode_before text        not null unique,
    moved_by       uuid        not null,
    moved_at       timestamptz not null,
    foreign key (performance_id, from_seat) references catalog.seat (performance_id, seat),
    foreign key (performance_id, to_seat) references catalog.seat (performance_id, seat),
    constraint ticket_move_to_another_seat check (from_seat <> to_seat)
);

create index ticket_move_of_hold on reservation.ticket_move (hold_id, move_id);

create function reservation.refuse_ticket_move() returns trigger language plpgsql as $$
begin
    if old.area is not null or old.seat = new.seat or old.barcode = new.barcode
        or not exists (
            select
            from reservation.seat s
                join reservation.seat n on n.performance_id = s.performance_id and n.price_level = s.price_level
            where s.performance_id = old.performance_id and s.seat = old.seat
                and n.seat = new.seat and n.area is null)
        or not exists (
            select
            from reservation.ticket_move m
            where m.ticket_id = old.ticket_id and m.from_seat = old.seat and m.to_seat = new.seat
                and m.barcode_before = old.barcode)
    then
        raise exception 'the ticket % must not get this seat or this code', old.ticket_id;
    end if;
    return new;
end $$;

create trigger ticket_moves_within_its_price_level
    before update of seat, barcode on reservation.ticket
    for each row
    execute function reservation.refuse_ticket_move();

create function reservation.refuse_other_seats() returns trigger language plpgsql as $$
begin
    raise exception 'the hold % keeps its seats', old.hold_id;
end $$;

-- One seat of a paid hold becomes another where its ticket moves.
create trigger hold_keeps_its_seats
    before update of seats on reservation.hold
    for each row
    when (old.status <> 'CONFIRMED' or cardinality(old.seats) <> cardinality(new.seats))
    execute function reservation.refuse_other_seats();

create index ticket_of_buyer on reservation.ticket (buyer_id, ticket_id desc);

-- Why a seat or a place that could be sold is NOT_FOR_SALE: an operator keeps it back. The row goes when it is free again.
create table reservation.withheld (
    performance_id bigint      not null,
    seat           text        not null collate "C",
    reason         text        not null check (length(reason) between 1 and 500),
    withheld_by    uuid        not null,
    withheld_at    timestamptz not null,
    -- when it is free by itself; null: when an operator releases it
    free_at        timestamptz,
    primary key (performance_id, seat),
    foreign key (performance_id, seat) references reservation.seat
);

create index withheld_due on reservation.withheld (free_at) where free_at is not null;

-- How many entry numbers of an area have been given. Only areas with numbers have a row, made with the performance, so
-- the statement that locks a hold for payment also finds out whether its places get numbers.
create table reservation.entry_number (
    performance_id bigint  not null,
    area           text    not null,
    given          integer not null check (given >= 0),
    primary key (performance_id, area),
    foreign key (performance_id, area) references catalog.area
);

-- While a row stands here the concert's holds do not run out; see HoldFreeze.
create table reservation.freeze (
    concert_id   bigint      primary key references catalog.concert,
    frozen_until timestamptz not null
);

-- Performances that are cancelled. A row is written while no hold can be placed, and holds of it are refused: a node may
-- not have heard yet.
create table reservation.cancelled_performance (
    performance_id bigint primary key references catalog.performance
);

-- How often the prices of a concert were changed; no row: never. It is changed while no hold can be placed, and a hold
-- whose prices are of another count is refused.
create table reservation.price_change (
    concert_id bigint  primary key references catalog.concert,
    changes    integer not null check (changes > 0)
);
