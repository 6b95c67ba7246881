create schema if not exists identity;

create table identity.buyer (
    buyer_id      uuid        primary key,
    username      text        check (char_length(username) between 3 and 64),
    password_hash text        check (char_length(password_hash) <= 200),
    display_name  text        check (char_length(display_name) between 1 and 80),
    role          text        not null check (role in ('BUYER', 'OPERATOR')),
    issuer        text        check (char_length(issuer) between 1 and 255),
    subject       text        check (char_length(subject) between 1 and 255),
    created_at    timestamptz not null default now(),
    -- A buyer is known by a username of ours, or by an outside issuer and that issuer's subject.
    check (num_nonnulls(issuer, subject) in (0, 2)),
    check (username is not null or issuer is not null),
    unique (issuer, subject)
);

create unique index buyer_username_key on identity.buyer (lower(username));
