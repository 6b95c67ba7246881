-- Holds that lapsed or were given back are counted with those that run: a buyer who returns one after the other waits.
drop index reservation.hold_counted;
create index hold_of_buyer on reservation.hold (buyer_id, performance_id);

alter table reservation.allowance
    add column held_at timestamptz,
    -- before when the buyer may make no hold
    add column cool_down_until timestamptz,
    add constraint allowance_cooled_down check (held_at >= cool_down_until);
