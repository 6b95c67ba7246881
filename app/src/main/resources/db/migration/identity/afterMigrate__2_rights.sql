-- A role stays as it was entered; a name and where a buyer came from too, until the account is deleted, which its trigger
-- sees to. The sweep deletes ended sessions whose tokens
-- are over by themselves.
grant update (password_hash, generation, generation_at, recovery_address, username, display_name, issuer, subject,
              deleted_at, gave_up_money) on identity.buyer to ${server};
grant delete on identity.ended_session, identity.password_reset, identity.invitation, identity.second_factor,
    identity.confirmed_session, identity.operator_session to ${server};
grant update (generation, browser, system, address, seen_at) on identity.operator_session to ${server};
grant update (role, active) on identity.operator to ${server};
grant update (secret, active, last_step, recovery_codes) on identity.second_factor to ${server};
