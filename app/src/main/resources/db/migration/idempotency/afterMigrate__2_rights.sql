-- An answer is never changed; the sweep deletes those that are too old to be asked for again.
grant delete on idempotency.answer to ${server};
