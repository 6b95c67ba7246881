-- A place keeps its buyer, its number and when it was taken. A draw keeps what was promised before it; what is found out
-- later is entered once, which its trigger sees to. The sweep deletes minutes that are too old to be looked at.
-- An alert goes when it is told, or with its place.
grant update (steered_phase, capacity, admit_per_minute, message, holds_frozen, priority_percent, invite_only, challenge)
    on waitingroom.room to ${server};
grant update (serving_position, number_given, epoch) on waitingroom.lane to ${server};
grant update (state, admitted_at, admitted_until, admitted_until_max, challenged) on waitingroom.place to ${server};
grant update (uses, revoked) on waitingroom.access_code to ${server};
grant update (beacon, closed_at, general_registrations, priority_registrations, root, chunk_roots, seed, drawn_at)
    on waitingroom.draw to ${server};
grant update (wanted_per_minute, factor, no_show_share, called, admitted, bound_by, active, free_seats, held_seats,
              latency_p99_ms, waiting, estimate_hits, estimates, epoch), delete
    on waitingroom.admission_minute to ${server};
grant update (position, endpoint, p256dh, auth, language, asked_at), delete on waitingroom.turn_alert to ${server};
-- Only triggers write here, with the owner's rights.
revoke insert on waitingroom.deleted_place from ${server};
