-- The keys that this database was used with, the last one last; nothing can be signed with a fingerprint.
create table identity.signing_key (
    sequence      bigint      primary key generated always as identity,
    fingerprint   bytea       not null check (length(fingerprint) = 32),
    first_used_at timestamptz not null default now()
);
