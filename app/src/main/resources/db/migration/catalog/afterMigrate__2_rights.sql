-- Seats and plans of venues stay as they were entered.
grant update (revision, name, based_on, plan, saved_at) on catalog.venue_draft to ${server};
grant delete on catalog.venue_draft to ${server};
-- A concert may be edited, within the rules of each statement; its currency and its seats stay as they are. Texts are
-- replaced as a whole.
grant update (title, venue, address, age_limit, running_minutes, seats_per_buyer_max, poster, pre_queue_opens_at, opens_at,
              closes_at, state, published_at, version, price_changes) on catalog.concert to ${server};
grant update (title, artists, description, notices, terms) on catalog.concert_text to ${server};
grant update (starts_at, cancelled_at) on catalog.performance to ${server};
grant update (amount_minor) on catalog.price_level to ${server};
