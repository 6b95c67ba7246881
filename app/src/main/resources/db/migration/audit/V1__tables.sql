create schema if not exists audit;

-- What operators and jobs of the server did, in the order in which they did it. Each entry holds the hash of the one
-- before it, so none can be changed, removed or put in between without changing the hashes of all that follow.
-- docs/box-office.md says what is hashed. What was before and after is JSON, kept as the text that was hashed.
create table audit.entry (
    sequence      bigint      primary key check (sequence >= 1),
    at            timestamptz not null,
    action        text        not null check (action ~ '^[A-Z][A-Z_]{1,63}$'),
    subject       text        not null check (char_length(subject) between 1 and 200),
    -- a job of the server is no account
    actor_id      uuid,
    actor         text        not null check (char_length(actor) between 1 and 300),
    role          text        not null check (char_length(role) between 1 and 40),
    address       text        check (char_length(address) between 1 and 100),
    reason        text        check (char_length(reason) between 1 and 500),
    before        text        check (char_length(before) <= 200000),
    after         text        check (char_length(after) <= 200000),
    previous_hash bytea       not null unique check (octet_length(previous_hash) = 32),
    hash          bytea       not null check (octet_length(hash) = 32)
);

create index entry_by_time on audit.entry (at, sequence);
create index entry_by_action on audit.entry (action, sequence);
create index entry_by_subject on audit.entry (subject, sequence);
create index entry_by_actor on audit.entry (actor, sequence);

-- One transaction after the other adds to the chain; the lock is the last one that it takes. Each statement below sees
-- what was committed before it began, so it sees the entry of the transaction that had the lock before. The time
-- never goes back, so the last entry of a day is the last one in the chain, too.
create function audit.chain() returns trigger language plpgsql as $$
declare
    newest record;
begin
    perform pg_advisory_xact_lock(hashtextextended('audit', 0));
    select sequence, at, hash into newest from audit.entry order by sequence desc limit 1;
    new.sequence := coalesce(newest.sequence, 0) + 1;
    new.at := greatest(new.at, newest.at);
    new.previous_hash := coalesce(newest.hash, decode(repeat('00', 32), 'hex'));
    new.hash := sha256(new.previous_hash || convert_to((
        select string_agg(coalesce(octet_length(value) || ':' || value, '-'), ',' order by position)
        from unnest(array[
            new.sequence::text,
            to_char(new.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            new.action, new.subject, new.actor_id::text, new.actor, new.role, new.address, new.reason,
            new.before, new.after]) with ordinality as field (value, position)), 'UTF8'));
    return new;
end $$;

create trigger entry_is_chained
    before insert on audit.entry
    for each row execute function audit.chain();

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'entries of the audit log are never changed or deleted';
end $$;

create trigger entry_is_immutable
    before update or delete or truncate on audit.entry
    for each statement execute function audit.refuse_change();
