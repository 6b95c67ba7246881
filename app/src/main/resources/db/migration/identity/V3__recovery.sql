-- Where an account can be recovered by mail, if its owner wishes so.
alter table identity.buyer
    add column recovery_address text check (char_length(recovery_address) between 3 and 254);

-- Links that let somebody set a new password, once. What a link says is not kept, only its digest.
create table identity.password_reset (
    digest     bytea       primary key check (octet_length(digest) = 32),
    buyer_id   uuid        not null references identity.buyer,
    expires_at timestamptz not null
);

create index password_reset_by_buyer on identity.password_reset (buyer_id);
create index password_reset_by_end on identity.password_reset (expires_at);
