-- How the last holds of a concert ended is asked every second while it is on sale.
create index hold_ended on reservation.hold (concert_id, ended_at) where ended_at is not null;
