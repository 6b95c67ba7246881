create schema if not exists wallet;

-- BUYER accounts are never negative; FUNDING is the outside world that top-ups come from, REVENUE is what was sold. CASH
-- and BANK are what came in past the wallets, at the box office: the negative of it.
create table wallet.account (
    account_id    uuid   primary key,
    kind          text   not null check (kind in ('BUYER', 'FUNDING', 'REVENUE', 'CASH', 'BANK')),
    buyer_id      uuid,
    currency      text   not null check (currency ~ '^[A-Z]{3}$'),
    balance_minor bigint not null,
    constraint account_of_buyer_or_house check ((kind = 'BUYER') = (buyer_id is not null)),
    constraint account_never_overdrawn check (kind <> 'BUYER' or balance_minor between 0 and 1000000000000000)
);

create unique index account_of_buyer on wallet.account (buyer_id, currency) where kind = 'BUYER';
create unique index account_of_house on wallet.account (kind, currency) where kind <> 'BUYER';

-- Money that is left goes with an account only if its owner says so. It stays in the ledger either way.
create function wallet.refuse_deletion() returns trigger language plpgsql as $$
begin
    if exists (
        select
        from wallet.account
        where kind = 'BUYER' and buyer_id = new.buyer_id and balance_minor > 0)
    then
        raise exception 'the account % has money that its owner did not give up', new.buyer_id
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create trigger buyer_deleted_without_money
    before update of deleted_at on identity.buyer
    for each row
    when (new.deleted_at is not null and not new.gave_up_money)
    execute function wallet.refuse_deletion();

-- One debit and one credit by construction: the ledger cannot be out of balance.
create table wallet.transfer (
    transfer_id          uuid        primary key,
    sequence             bigint      not null generated always as identity unique,
    kind                 text        not null check (kind in ('TOP_UP', 'PAYMENT', 'REFUND', 'SALE')),
    debit_account_id     uuid        not null references wallet.account,
    credit_account_id    uuid        not null references wallet.account,
    amount_minor         bigint      not null check (amount_minor > 0),
    currency             text        not null,
    debit_balance_minor  bigint      not null,
    credit_balance_minor bigint      not null,
    transferred_at       timestamptz not null,
    constraint transfer_between_two check (debit_account_id <> credit_account_id)
);

create index transfer_by_debit on wallet.transfer (debit_account_id, sequence desc);
create index transfer_by_credit on wallet.transfer (credit_account_id, sequence desc);

-- Both sides of every transfer, signed as the account's owner reads them.
create view wallet.ledger_entry as
select transfer_id, sequence, kind, debit_account_id as account_id, -amount_minor as amount_minor, currency,
       debit_balance_minor as balance_minor, transferred_at
from wallet.transfer
union all
select transfer_id, sequence, kind, credit_account_id, amount_minor, currency,
       credit_balance_minor, transferred_at
from wallet.transfer;

create function wallet.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'transfers are never changed or deleted; correct one with a new transfer';
end $$;

create trigger transfer_is_immutable
    before update or delete or truncate on wallet.transfer
    for each statement execute function wallet.refuse_change();
