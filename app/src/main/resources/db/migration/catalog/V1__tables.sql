create schema if not exists catalog;

-- What is on sale: a concert has performances, price levels and, for each performance, seats. Its seats never change
-- once they are entered; what changes while a concert is on sale has tables of its own in other modules.

-- Pictures, decoded and written anew, each in several widths. Concerts with the same picture share it.
create table catalog.poster (
    -- of the picture as it came
    hash       text        not null check (hash ~ '^[0-9a-f]{32}$'),
    -- the width that its address names; a smaller picture stays smaller
    size       smallint    not null check (size in (480, 960, 1600)),
    width      smallint    not null check (width between 1 and size),
    height     smallint    not null check (height between 1 and 4000),
    jpeg       bytea       not null check (length(jpeg) between 1 and 8000000),
    created_at timestamptz not null,
    primary key (hash, size)
);

create table catalog.concert (
    concert_id         bigint      generated always as identity primary key,
    -- in the language of its operator; concert_text may have others
    title              text        not null check (length(title) between 1 and 200),
    venue              text        not null check (length(venue) between 1 and 200),
    address            text        check (length(address) between 1 and 300),
    age_limit          smallint    check (age_limit between 1 and 99),
    running_minutes    smallint    check (running_minutes between 1 and 1440),
    -- null where the house's limit is enough
    seats_per_buyer_max smallint   check (seats_per_buyer_max between 1 and 100),
    poster             text        check (poster ~ '^[0-9a-f]{32}$'),
    currency           text        not null check (currency ~ '^[A-Z]{3}$'),
    time_zone          text        not null,
    pre_queue_opens_at timestamptz,
    opens_at           timestamptz not null,
    closes_at          timestamptz,
    -- what its waiting room begins with
    capacity           integer     not null check (capacity > 0),
    admit_per_minute   integer     not null check (admit_per_minute > 0),
    created_at         timestamptz not null,
    state              text        not null check (state in ('DRAFT', 'PUBLISHED', 'CANCELLED')),
    -- null: fans have never seen it
    published_at       timestamptz,
    -- each edit makes the next, so that of two edits at once the second is refused
    version            integer     not null default 1 check (version > 0),
    -- how often an amount was changed; see reservation.price_change
    price_changes      integer     not null default 0 check (price_changes >= 0),
    constraint concert_published_unless_draft check (
        state = 'DRAFT' and published_at is null
        or state = 'PUBLISHED' and published_at is not null
        or state = 'CANCELLED'),
    constraint concert_pre_queue_before_opening check (pre_queue_opens_at < opens_at),
    constraint concert_opens_before_closing check (closes_at > opens_at)
);

-- What a concert's page says in one language.
create table catalog.concert_text (
    concert_id  bigint not null references catalog.concert,
    language    text   not null check (language in ('en', 'ko')),
    title       text   check (length(title) between 1 and 200),
    artists     text   check (length(artists) between 1 and 500),
    description text   check (length(description) between 1 and 5000),
    notices     text   check (length(notices) between 1 and 2000),
    terms       text   check (length(terms) between 1 and 10000),
    primary key (concert_id, language)
);

create table catalog.venue (
    venue_id   bigint      generated always as identity primary key,
    created_at timestamptz not null
);

-- A plan of a venue. Each change is another version, so that performances keep the one that they were made with.
create table catalog.venue_version (
    venue_version bigint      generated always as identity primary key,
    venue_id      bigint      not null references catalog.venue,
    version       integer     not null check (version > 0),
    name          text        not null check (length(name) between 1 and 200),
    seats         integer     not null check (seats between 0 and 20000),
    -- seats and the places of areas
    places        integer     not null check (places between greatest(seats, 1) and 100000),
    plan          json        not null check (json_typeof(plan) = 'object'),
    -- the plan as it came, with colours and drawings that ours has not; null unless it came in pretix' format
    pretix        json        check (json_typeof(pretix) = 'object'),
    created_at    timestamptz not null,
    unique (venue_id, version)
);

create function catalog.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'versions of venues are never changed or deleted; enter the next one';
end $$;

create trigger venue_version_is_immutable
    before update or delete or truncate on catalog.venue_version
    for each statement execute function catalog.refuse_change();

-- The next version of a venue while somebody draws it; it need not hold as a plan yet.
create table catalog.venue_draft (
    venue_id bigint      primary key references catalog.venue,
    -- how often it was saved; to save it, an operator names the revision that they have read
    revision integer     not null check (revision > 0),
    -- empty as long as the plan has none
    name     text        not null check (length(name) <= 200),
    -- the newest version when the draft began; null if there was none
    based_on integer,
    plan     json        not null check (json_typeof(plan) = 'object' and length(plan::text) <= 8000000),
    saved_at timestamptz not null,
    foreign key (venue_id, based_on) references catalog.venue_version (venue_id, version)
);

create table catalog.performance (
    performance_id bigint      generated always as identity primary key,
    concert_id     bigint      not null references catalog.concert,
    starts_at      timestamptz not null,
    -- the plan of its seats and areas; null where nobody gave one
    venue_version  bigint      references catalog.venue_version,
    cancelled_at   timestamptz,
    -- for foreign keys that name both, so that a row cannot name a performance of another concert
    unique (concert_id, performance_id)
);

-- What was changed of a concert that fans had seen. Those who had bought before are told.
create table catalog.concert_change (
    change_id      bigint      generated always as identity primary key,
    concert_id     bigint      not null references catalog.concert,
    -- null: the whole concert
    performance_id bigint,
    changed_at     timestamptz not null,
    what           text        not null check (what in ('TITLE', 'ARTISTS', 'VENUE', 'ADDRESS', 'AGE_LIMIT',
                                                        'RUNNING_TIME', 'NOTICES', 'TERMS', 'TIME', 'CANCELLED')),
    -- null: in every language
    language       text        check (language in ('en', 'ko')),
    -- null where it was not there, is not there any more, or is too long to be told
    before         text        check (length(before) <= 500),
    after          text        check (length(after) <= 500),
    foreign key (concert_id, performance_id) references catalog.performance (concert_id, performance_id),
    constraint concert_change_of_performance check ((performance_id is not null) = (what = 'TIME') or what = 'CANCELLED')
);

create index concert_change_of_concert on catalog.concert_change (concert_id, change_id desc);

create table catalog.price_level (
    concert_id   bigint   not null references catalog.concert,
    name         text     not null check (length(name) between 1 and 40),
    -- the order in which they are shown
    ordinal      smallint not null,
    amount_minor bigint   not null check (amount_minor between 0 and 1000000000000),
    primary key (concert_id, name),
    unique (concert_id, ordinal)
);

-- A part of the house without seats, such as a standing floor.
create table catalog.area (
    performance_id bigint   not null,
    area           text     not null check (length(area) between 1 and 40),
    concert_id     bigint   not null,
    ordinal        smallint not null,
    capacity       integer  not null check (capacity between 1 and 50000),
    price_level    text     not null,
    -- whether its tickets get numbers, in whose order people are let in
    entry_numbers  boolean  not null,
    primary key (performance_id, area),
    foreign key (concert_id, performance_id) references catalog.performance (concert_id, performance_id),
    foreign key (concert_id, price_level) references catalog.price_level (concert_id, name)
);

-- Every place that can be sold. Each place of an area is a row of its own, so that what judges who has a seat judges
-- it too; nobody can ask for it by its label.
create table catalog.seat (
    performance_id bigint  not null,
    -- sorted by its bytes, as Java sorts it: whoever locks several seats takes them in one order
    seat           text    not null collate "C" check (length(seat) between 1 and 46),
    concert_id     bigint  not null,
    ordinal        integer not null,
    section        text    not null,
    row_label      text    not null,
    number_label   text    not null,
    -- where the seat stands in its row, counted from the left; null where the order of the seats tells
    position       integer check (position > 0),
    price_level    text    not null,
    -- null for a seat
    area           text,
    attributes     text[]  not null default '{}'
        check (attributes <@ '{ACCESSIBLE,AISLE,COMPANION,RESTRICTED_VIEW}'::text[]),
    primary key (performance_id, seat),
    foreign key (concert_id, performance_id) references catalog.performance (concert_id, performance_id),
    foreign key (concert_id, price_level) references catalog.price_level (concert_id, name),
    foreign key (performance_id, area) references catalog.area,
    constraint seat_of_area_labelled check (area is null or starts_with(seat, area || '#')),
    constraint seat_of_area_in_its_section check (area is null or section = area)
);
