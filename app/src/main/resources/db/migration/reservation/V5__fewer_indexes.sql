-- Each was written to by every hold or ticket, and read seldom: running holds of a concert are counted every ten
-- seconds among all that are running, and a hold's tickets are found among its buyer's.
drop index reservation.hold_of_concert;
drop index reservation.ticket_of_hold;
