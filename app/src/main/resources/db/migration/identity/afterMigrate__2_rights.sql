-- A name, a role and where a buyer came from stay as they were entered.
grant update (password_hash) on identity.buyer to ${server};
