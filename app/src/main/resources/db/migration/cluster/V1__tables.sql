create schema if not exists cluster;

-- The live nodes of a cluster, by name; see docs/cluster.md. All times are the database's.
create table cluster.node (
    name       text        not null primary key collate "C" check (name ~ '^[A-Za-z0-9.-]{1,100}$'),
    -- another one at each start
    node_id    uuid        not null unique,
    version    text        not null check (length(version) between 1 and 100),
    started_at timestamptz not null,
    seen_at    timestamptz not null
);

-- Who does what only one may do at a time. A row is updated every second, and its page keeps room for that.
create table cluster.lease (
    name  text        not null primary key collate "C" check (length(name) between 1 and 200),
    -- a node_id; null while the lease is given up
    owner uuid,
    -- rises whenever the lease is taken, also by the same owner; 0 while it was never taken
    epoch bigint      not null check (epoch >= 0),
    until timestamptz not null,
    constraint lease_owner_has_epoch check (owner is null or epoch > 0)
) with (fillfactor = 50);

create function cluster.refuse_lease_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        raise exception 'the lease % of epoch % can be taken only by a higher epoch, and only when it is over',
            old.name, old.epoch;
    end if;
    raise exception 'leases stay: without their rows, epochs would begin again';
end $$;

create trigger lease_epoch_rises
    before update on cluster.lease
    for each row
    when (old.name <> new.name
          or new.epoch < old.epoch
          -- an owner needs an epoch that nobody had before
          or new.owner is not null and new.owner is distinct from old.owner and new.epoch = old.epoch
          -- and so does one that comes back when the lease is over
          or new.epoch = old.epoch and new.until > old.until and old.until <= now()
          -- Nobody takes a live lease. One that lives for longer than leases do was written before the database's clock was
          -- set back.
          or new.owner <> old.owner and old.until > now() and old.until <= now() + interval '6 seconds')
    execute function cluster.refuse_lease_change();

create trigger lease_is_kept
    before delete on cluster.lease
    for each row
    execute function cluster.refuse_lease_change();

create trigger leases_are_kept
    before truncate on cluster.lease
    for each statement
    execute function cluster.refuse_lease_change();

-- Refuses writes of a former owner, with SQLSTATE FR001, in any table that has a column `epoch`; see docs/cluster.md.
-- `refuse_old_epoch()` compares with the epoch in the row. `refuse_old_epoch('room/', 'concert_id')` also compares with the
-- lease whose name begins like that and ends with that column's value. That lease is read and not locked: a writer that was
-- stopped must not keep the next owner waiting.
create function cluster.refuse_old_epoch() returns trigger language plpgsql as $$
declare
    of_lease bigint;
begin
    if tg_op = 'UPDATE' then
        if new.epoch < old.epoch then
            raise exception 'epoch % is over: the row of %.% is at epoch %',
                new.epoch, tg_table_schema, tg_table_name, old.epoch using errcode = 'FR001';
        end if;
    end if;
    if tg_nargs = 2 then
        select epoch into of_lease
        from cluster.lease
        where name = tg_argv[0] || (to_jsonb(new) ->> tg_argv[1]);
        if new.epoch <> of_lease then
            raise exception 'epoch % does not write to %.%: the lease is at epoch %',
                new.epoch, tg_table_schema, tg_table_name, of_lease using errcode = 'FR001';
        end if;
    end if;
    return new;
end $$;
