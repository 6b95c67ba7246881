create schema if not exists boxoffice;

-- The key that signs reports. It is made once and never replaced: people note its public part.
create table boxoffice.report_key (
    one         boolean primary key default true check (one),
    -- in base64, as X.509 and PKCS #8 write an Ed25519 key
    public_key  text    not null check (public_key ~ '^[A-Za-z0-9+/]{59}=$'),
    private_key text    not null check (private_key ~ '^[A-Za-z0-9+/]{64}$')
);
