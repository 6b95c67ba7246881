create schema if not exists idempotency;

-- The first answer to each Idempotency-Key, written by the transaction that had the effect.
create table idempotency.answer (
    buyer_id    uuid        not null,
    key         text        not null check (length(key) between 1 and 255),
    fingerprint bytea       not null check (length(fingerprint) = 32),
    status      smallint    not null check (status between 200 and 599),
    media_type  text        not null,
    body        text        not null,
    answered_at timestamptz not null,
    primary key (buyer_id, key)
);

create index answer_by_age on idempotency.answer (answered_at);
