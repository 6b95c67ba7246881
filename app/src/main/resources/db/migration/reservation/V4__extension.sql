-- A hold may be extended once, and never beyond the end that it was given at the latest. A freeze moves both ends.
-- Holds of before have had what they were promised: they count as extended.
alter table reservation.hold
    add column expires_at_max timestamptz,
    add column extensions smallint not null default 1;

update reservation.hold set expires_at_max = expires_at;

alter table reservation.hold
    alter column expires_at_max set not null,
    alter column extensions set default 0,
    add constraint hold_ends_in_time check (expires_at <= expires_at_max),
    add constraint hold_extended_once check (extensions between 0 and 1);
