create schema if not exists payment;

create table payment.payment (
    payment_id    uuid        primary key,
    hold_id       uuid        not null references reservation.hold,
    buyer_id      uuid        not null,
    concert_id    bigint      not null references catalog.concert,
    amount_minor  bigint      not null check (amount_minor >= 0),
    currency      text        not null,
    status        text        not null check (status in ('PAID', 'REFUSED')),
    refusal       text,
    transfer_id   uuid        unique references wallet.transfer,
    balance_minor bigint,
    attempted_at  timestamptz not null,
    check ((status = 'REFUSED') = (refusal is not null)),
    check (status = 'REFUSED' or balance_minor is not null),
    check ((status = 'PAID' and amount_minor > 0) = (transfer_id is not null))
);

create unique index payment_once_per_hold on payment.payment (hold_id) where status = 'PAID';
create index payment_of_buyer on payment.payment (buyer_id, payment_id desc);
