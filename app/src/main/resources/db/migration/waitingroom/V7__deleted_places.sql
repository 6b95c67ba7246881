-- How places stood whose rows were deleted by hand. Their tokens bring the rows back, and tell less: what ended stays
-- ended, and whoever was let in is not let in anew.
create table waitingroom.deleted_place (
    concert_id     bigint      not null references waitingroom.room,
    lane           text        not null check (lane in ('GENERAL', 'PRIORITY')),
    number         bigint      not null check (number > 0),
    state          text        not null check (state in ('WAITING', 'ADMITTED', 'FINISHED', 'EXPIRED', 'LEFT')),
    challenged     boolean     not null,
    admitted_until timestamptz,
    primary key (concert_id, lane, number),
    check (state <> 'ADMITTED' or admitted_until is not null)
);

create function waitingroom.keep_deleted() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    insert into waitingroom.deleted_place as d (concert_id, lane, number, state, challenged, admitted_until)
    select concert_id, lane, number, state, challenged, admitted_until
    from gone
    on conflict (concert_id, lane, number) do update
        set state = excluded.state, challenged = excluded.challenged, admitted_until = excluded.admitted_until;
    return null;
end $$;

create trigger deleted_is_kept
    after delete on waitingroom.place
    referencing old table as gone
    for each statement
    execute function waitingroom.keep_deleted();

create function waitingroom.keep_truncated() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    insert into waitingroom.deleted_place as d (concert_id, lane, number, state, challenged, admitted_until)
    select concert_id, lane, number, state, challenged, admitted_until
    from waitingroom.place
    on conflict (concert_id, lane, number) do update
        set state = excluded.state, challenged = excluded.challenged, admitted_until = excluded.admitted_until;
    return null;
end $$;

create trigger truncated_is_kept
    before truncate on waitingroom.place
    for each statement
    execute function waitingroom.keep_truncated();
