-- A name, a role and where a buyer came from stay as they were entered. The sweep deletes ended sessions whose tokens
-- are over by themselves.
grant update (password_hash, generation, generation_at, recovery_address) on identity.buyer to ${server};
grant delete on identity.ended_session, identity.password_reset, identity.invitation to ${server};
grant update (role, active) on identity.operator to ${server};
