create schema if not exists reservation;

create table reservation.hold (
    hold_id        uuid        primary key,
    buyer_id       uuid        not null,
    concert_id     bigint      not null,
    performance_id bigint      not null,
    status         text        not null check (status in ('HELD', 'CONFIRMED', 'RELEASED', 'EXPIRED')),
    seats          text[]      not null,
    amounts_minor  bigint[]    not null,
    total_minor    bigint      not null check (total_minor >= 0),
    currency       text        not null,
    held_at        timestamptz not null,
    expires_at     timestamptz not null,
    ended_at       timestamptz,
    foreign key (concert_id, performance_id) references catalog.performance (concert_id, performance_id),
    check (cardinality(seats) between 1 and 100),
    check (cardinality(seats) = cardinality(amounts_minor)),
    check (expires_at > held_at),
    check ((status = 'HELD') = (ended_at is null))
);

create index hold_due on reservation.hold (expires_at) where status = 'HELD';
create index hold_counted on reservation.hold (buyer_id, performance_id) where status in ('HELD', 'CONFIRMED');
create index hold_of_concert on reservation.hold (concert_id) where status = 'HELD';

-- One row a seat is the judge of who has it: a seat cannot name two holds. A HELD row past held_until counts as FREE.
create table reservation.seat (
    performance_id bigint not null,
    seat           text   not null collate "C",
    price_level    text   not null,
    status         text   not null check (status in ('FREE', 'HELD', 'SOLD', 'NOT_FOR_SALE')),
    hold_id        uuid   references reservation.hold,
    held_until     timestamptz,
    version        bigint not null,
    primary key (performance_id, seat),
    foreign key (performance_id, seat) references catalog.seat (performance_id, seat),
    check ((status in ('HELD', 'SOLD')) = (hold_id is not null)),
    check ((status = 'HELD') = (held_until is not null))
) with (fillfactor = 70);

create sequence reservation.seat_version;

-- Locked first by whoever holds seats for this buyer, so that two holds at once cannot pass the limit together.
create table reservation.allowance (
    performance_id bigint   not null references catalog.performance,
    buyer_id       uuid     not null,
    seats          integer  not null,
    seats_max      integer  not null,
    primary key (performance_id, buyer_id),
    check (seats between 0 and seats_max)
);

create table reservation.ticket (
    ticket_id      uuid        primary key,
    barcode        text        not null unique,
    buyer_id       uuid        not null,
    hold_id        uuid        not null references reservation.hold,
    performance_id bigint      not null,
    seat           text        not null collate "C",
    status         text        not null check (status in ('VALID', 'REFUNDED')),
    issued_at      timestamptz not null,
    foreign key (performance_id, seat) references catalog.seat (performance_id, seat)
);

create unique index ticket_one_per_seat on reservation.ticket (performance_id, seat) where status = 'VALID';
create index ticket_of_buyer on reservation.ticket (buyer_id, ticket_id desc);
create index ticket_of_hold on reservation.ticket (hold_id);

-- While a row stands here the concert's holds do not run out; see HoldFreeze.
create table reservation.freeze (
    concert_id   bigint      primary key references catalog.concert,
    frozen_until timestamptz not null
);
