create schema if not exists identity;

create table identity.buyer (
    buyer_id         uuid        primary key,
    role             text        not null check (role in ('BUYER', 'OPERATOR')),
    display_name     text        check (char_length(display_name) between 1 and 80),
    username         text        check (char_length(username) between 3 and 64),
    password_hash    text        check (char_length(password_hash) <= 200),
    issuer           text        check (char_length(issuer) between 1 and 255),
    subject          text        check (char_length(subject) between 1 and 255),
    -- where the account can be recovered by mail, if its owner wishes so
    recovery_address text        check (char_length(recovery_address) between 3 and 254),
    -- Tokens of an earlier generation are over: each change of the password begins a new one.
    generation       integer     not null default 0 check (generation >= 0),
    generation_at    timestamptz,
    created_at       timestamptz not null default now(),
    -- when its owner had the account deleted, and whether they gave up money that was left in it
    deleted_at       timestamptz,
    gave_up_money    boolean     not null default false,
    -- Of a deleted account only the id stays: tickets and transfers name it. It may name nobody any more.
    constraint buyer_deleted_is_nobody check (
        deleted_at is null
        or role = 'BUYER' and issuer = 'deleted' and subject = buyer_id::text
            and num_nonnulls(display_name, username, password_hash, recovery_address) = 0),
    constraint buyer_gives_up_money_with_account check (deleted_at is not null or not gave_up_money),
    -- A buyer is known by a username of ours, or by an outside issuer and that issuer's subject. A buyer at the box office
    -- who has no account has the issuer `box-office`: nobody can sign in as this buyer.
    constraint buyer_is_known check (username is not null or issuer is not null),
    constraint buyer_issuer_with_subject check (num_nonnulls(issuer, subject) in (0, 2)),
    unique (issuer, subject)
);

-- Usernames are ASCII. By the database's own collation the case of their letters could mean something else: in Turkish
-- the small letter of I is not i.
create unique index buyer_username_key on identity.buyer (lower(username collate "C"));
-- The box office looks buyers up by what they say: the beginning of a name, an address, or another issuer's subject.
create index buyer_by_display_name on identity.buyer (lower(display_name collate "C")) where display_name is not null;
create index buyer_by_recovery_address on identity.buyer (lower(recovery_address collate "C"))
    where recovery_address is not null;
create index buyer_by_subject on identity.buyer (subject) where subject is not null;
create index buyer_by_generation on identity.buyer (generation_at) where generation_at is not null;

-- What an operator may do. Rows stay when somebody goes, so that the audit log can still be read.
create table identity.operator (
    buyer_id   uuid        primary key references identity.buyer,
    role       text        not null check (role in ('OWNER', 'MANAGER', 'BOX_OFFICE', 'SUPPORT', 'AUDITOR')),
    active     boolean     not null default true,
    created_at timestamptz not null default now()
);

create function identity.keep_identity() returns trigger language plpgsql as $$
begin
    if old.deleted_at is not null or new.deleted_at is null then
        raise exception 'the account % keeps its name until it is deleted, and then stays deleted', old.buyer_id
            using errcode = 'restrict_violation';
    end if;
    if exists (select from identity.operator where buyer_id = old.buyer_id) then
        raise exception 'the account % of an operator stays: the audit log names it', old.buyer_id
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

-- Other modules refuse the deletion by triggers of their own.
create trigger buyer_keeps_identity
    before update on identity.buyer
    for each row
    when ((old.username, old.display_name, old.issuer, old.subject, old.deleted_at, old.gave_up_money)
          is distinct from
          (new.username, new.display_name, new.issuer, new.subject, new.deleted_at, new.gave_up_money))
    execute function identity.keep_identity();

-- Without an owner nobody could ever let somebody in again. The lock makes two owners who go at once go one after the
-- other; the look behind it sees what was committed before.
create function identity.keep_an_owner() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('owners', 0));
    if not exists (select from identity.operator where role = 'OWNER' and active) then
        raise exception 'the last owner stays' using errcode = 'restrict_violation', constraint = 'owner_remains';
    end if;
    return null;
end $$;

create trigger owner_remains
    after update or delete on identity.operator
    for each statement execute function identity.keep_an_owner();

-- What an operator shows beside their password. Its secret is encrypted by a key of the server. It counts once it is
-- active, and each step of its clock is used at most once.
create table identity.second_factor (
    buyer_id       uuid    primary key references identity.operator,
    secret         bytea   not null check (octet_length(secret) between 20 and 200),
    active         boolean not null default false,
    last_step      bigint  not null default 0,
    -- digests of those that are left
    recovery_codes bytea[] not null default '{}' check (cardinality(recovery_codes) <= 10)
);

-- Sessions in which a second factor was shown.
create table identity.confirmed_session (
    session_id uuid        primary key,
    buyer_id   uuid        not null references identity.operator,
    until      timestamptz not null
);

create index confirmed_session_by_end on identity.confirmed_session (until);
create index confirmed_session_by_buyer on identity.confirmed_session (buyer_id);

-- Sessions in which operators came to the box office, so that they can be looked at and ended. One that was ended stays
-- here until its tokens are over. Its browser is what it said it is.
create table identity.operator_session (
    session_id uuid        primary key,
    buyer_id   uuid        not null references identity.buyer,
    -- of the operator when they signed in; the largest number for sessions of an outside issuer
    generation integer     not null check (generation >= 0),
    browser    text        check (char_length(browser) between 1 and 40),
    system     text        check (char_length(system) between 1 and 40),
    address    text        not null check (char_length(address) between 1 and 100),
    begun_at   timestamptz not null,
    seen_at    timestamptz not null,
    ends_at    timestamptz not null
);

create index operator_session_by_buyer on identity.operator_session (buyer_id, seen_at desc);

-- Links by which somebody becomes an operator, once. The link itself is not kept, only its digest.
create table identity.invitation (
    digest        bytea       primary key check (octet_length(digest) = 32),
    invitation_id uuid        not null unique,
    role          text        not null check (role in ('OWNER', 'MANAGER', 'BOX_OFFICE', 'SUPPORT', 'AUDITOR')),
    note          text        not null check (char_length(note) between 1 and 80),
    invited_by    uuid        not null references identity.buyer,
    expires_at    timestamptz not null
);

create index invitation_by_end on identity.invitation (expires_at);

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

-- Links that let somebody set a new password, once. The link itself is not kept, only its digest.
create table identity.password_reset (
    digest     bytea       primary key check (octet_length(digest) = 32),
    buyer_id   uuid        not null references identity.buyer,
    expires_at timestamptz not null
);

create index password_reset_by_buyer on identity.password_reset (buyer_id);
create index password_reset_by_end on identity.password_reset (expires_at);

-- The keys that tokens of this database were signed with, the last one last. A fingerprint can sign nothing.
create table identity.signing_key (
    sequence      bigint      primary key generated always as identity,
    fingerprint   bytea       not null check (length(fingerprint) = 32),
    first_used_at timestamptz not null default now()
);
