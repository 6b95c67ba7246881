create schema if not exists news;

-- What one node tells the others, written by the transaction that makes it true. Read by every other node, and deleted
-- a minute after its commit: few rows that come and go fast, so the table is vacuumed often.
create table news.item (
    id      bigint      primary key generated always as identity,
    -- Finds what was committed since an earlier reading, even if a greater id was committed first.
    xid     xid8        not null default pg_current_xact_id(),
    -- the process that tells it; it does not read its own items
    node    text        not null check (length(node) between 1 and 64),
    topic   text        not null check (length(topic) between 1 and 40),
    subject bigint      not null,
    body    bytea       not null check (octet_length(body) <= 65536),
    made_at timestamptz not null default clock_timestamp()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

create index item_by_transaction on news.item (xid);

-- Signs what goes through Redis, so that who can write to Redis cannot invent news. A copy of this database elsewhere
-- has the same key, but another channel.
create table news.channel (
    one boolean primary key default true check (one),
    key bytea not null check (octet_length(key) = 32)
);

insert into news.channel (key)
values (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
