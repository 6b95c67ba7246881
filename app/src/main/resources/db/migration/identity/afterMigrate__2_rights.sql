-- A name, a role and where a buyer came from stay as they were entered. The sweep deletes ended sessions whose tokens
-- are over by themselves.
grant update (password_hash, generation, generation_at, recovery_address) on identity.buyer to ${server};
grant delete on identity.ended_session, identity.password_reset, identity.invitation, identity.second_factor,
    identity.confirmed_session, identity.operator_session to ${server};
grant update (generation, browser, system, address, seen_at) on identity.operator_session to ${server};
grant update (role, active) on identity.operator to ${server};
grant update (secret, active, last_step, recovery_codes) on identity.second_factor to ${server};
