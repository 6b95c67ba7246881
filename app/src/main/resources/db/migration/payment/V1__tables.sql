create schema if not exists payment;

-- Each attempt to pay for a hold, also those that were refused.
create table payment.payment (
    payment_id    uuid        primary key,
    hold_id       uuid        not null references reservation.hold,
    buyer_id      uuid        not null,
    concert_id    bigint      not null references catalog.concert,
    amount_minor  bigint      not null check (amount_minor >= 0),
    currency      text        not null,
    status        text        not null check (status in ('PAID', 'REFUSED')),
    -- why it was refused
    refusal       text,
    -- what moved the money; null where there was none to move
    transfer_id   uuid        unique references wallet.transfer,
    balance_minor bigint,
    attempted_at  timestamptz not null,
    constraint payment_refused_for_a_reason check ((status = 'REFUSED') = (refusal is not null)),
    constraint payment_leaves_a_balance check (status = 'REFUSED' or balance_minor is not null),
    constraint payment_by_transfer check ((status = 'PAID' and amount_minor > 0) = (transfer_id is not null))
);

create unique index payment_once_per_hold on payment.payment (hold_id) where status = 'PAID';
-- The number that buyers read out: the last group of the id.
create index payment_by_number on payment.payment (right(payment_id::text, 12));
create index payment_of_buyer on payment.payment (buyer_id, payment_id desc);
