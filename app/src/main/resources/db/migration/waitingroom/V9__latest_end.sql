-- An admission has a latest end from the start. Its end may be moved once, as far as that, for a hold that outlasts it.
alter table waitingroom.place add column admitted_until_max timestamptz;
update waitingroom.place set admitted_until_max = admitted_until where state not in ('FINISHED', 'EXPIRED', 'LEFT');
alter table waitingroom.place
    add constraint place_ends_in_time check (admitted_until <= admitted_until_max),
    add constraint place_has_latest_end
        check (state <> 'ADMITTED' or admitted_until_max is not null);
