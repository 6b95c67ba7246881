-- A line has lanes: one for everybody, one for those with an access code. Each numbers its places on its own.
create table waitingroom.lane (
    concert_id       bigint not null references waitingroom.room,
    lane             text   not null check (lane in ('GENERAL', 'PRIORITY')),
    -- the order of admission has been passed up to here
    serving_position bigint not null default 0 check (serving_position >= 0),
    -- at least the numbers up to here were given
    number_given     bigint not null default 0 check (number_given >= 0),
    -- and none above this one: numbers are leased in blocks, so that none is given twice even if the places are lost
    number_max       bigint not null default 0 check (number_max >= 0),
    primary key (concert_id, lane)
);

insert into waitingroom.lane (concert_id, lane, serving_position, number_given, number_max)
select r.concert_id, 'GENERAL', r.serving_position, coalesce(max(p.position), 0), coalesce(max(p.position), 0)
from waitingroom.room r
    left join waitingroom.place p on p.concert_id = r.concert_id
group by r.concert_id, r.serving_position
union all
select r.concert_id, 'PRIORITY', 0, 0, 0
from waitingroom.room r;

alter table waitingroom.room
    drop column serving_position,
    -- of each moment's admissions, while both lanes wait
    add column priority_percent integer not null default 70 check (priority_percent between 1 and 99),
    add column invite_only boolean not null default false,
    add column challenge text not null default 'SUSPECTS' check (challenge in ('OFF', 'SUSPECTS', 'ALL'));

drop trigger place_over_is_over on waitingroom.place;
alter table waitingroom.place rename column position to number;
alter table waitingroom.place
    add column lane text not null default 'GENERAL' check (lane in ('GENERAL', 'PRIORITY')),
    -- must solve a challenge before it is let in
    add column challenged boolean not null default false,
    drop constraint place_pkey,
    add primary key (concert_id, lane, number);
alter table waitingroom.place alter column lane drop default;

drop index waitingroom.place_left;
create index place_left on waitingroom.place (concert_id, lane, number) where state = 'LEFT';

-- A place that is over stays over, and a number never changes hands.
create or replace function waitingroom.refuse_revival() returns trigger language plpgsql as $$
begin
    raise exception 'place % % of concert % is % and stays so', old.lane, old.number, old.concert_id, old.state;
end $$;

create trigger place_over_is_over
    before update on waitingroom.place
    for each row
    when (old.state in ('FINISHED', 'EXPIRED', 'LEFT') or old.buyer_id <> new.buyer_id
          or old.lane <> new.lane or old.number <> new.number or (old.state = 'ADMITTED' and new.state = 'WAITING'))
    execute function waitingroom.refuse_revival();
