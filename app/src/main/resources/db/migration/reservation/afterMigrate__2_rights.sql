-- A hold keeps its buyer and prices, a seat its place and price level. Of a ticket the status changes, once, and its seat
-- and code together.
grant update (status, seats, expires_at, expires_at_max, extensions, ended_at, refunded) on reservation.hold to ${server};
grant update (status, hold_id, first_of_hold, held_until, version) on reservation.seat to ${server};
grant update (status, seat, barcode) on reservation.ticket to ${server};
grant delete on reservation.withheld to ${server};
grant update (seats, seats_max, held_at, cool_down_until) on reservation.allowance to ${server};
grant update (given) on reservation.entry_number to ${server};
grant update (frozen_until), delete on reservation.freeze to ${server};
grant usage on sequence reservation.seat_version to ${server};
grant update (changes) on reservation.price_change to ${server};
