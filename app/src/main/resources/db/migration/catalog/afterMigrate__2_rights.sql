-- Everything else of the catalogue stays as it was entered.
grant update (revision, name, based_on, plan, saved_at) on catalog.venue_draft to ${server};
grant delete on catalog.venue_draft to ${server};
