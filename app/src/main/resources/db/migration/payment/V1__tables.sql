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
    -- WALLET: online. The rest is sold at the box office, by an operator.
    method        text        not null default 'WALLET' check (method in ('WALLET', 'CASH', 'TRANSFER', 'FREE')),
    sold_by       uuid,
    constraint payment_refused_for_a_reason check ((status = 'REFUSED') = (refusal is not null)),
    constraint payment_leaves_a_balance
        check (case when status = 'PAID' and method = 'WALLET' then balance_minor is not null
                    when method <> 'WALLET' then balance_minor is null else true end),
    constraint payment_sold_by_somebody check ((method = 'WALLET') = (sold_by is null)),
    constraint payment_refused_online check (status = 'PAID' or method = 'WALLET'),
    constraint payment_free_of_charge check (method <> 'FREE' or amount_minor = 0),
    constraint payment_by_transfer check ((status = 'PAID' and amount_minor > 0) = (transfer_id is not null))
);

create unique index payment_once_per_hold on payment.payment (hold_id) where status = 'PAID';
-- The number that buyers read out: the last group of the id.
create index payment_by_number on payment.payment (right(payment_id::text, 12));
create index payment_of_buyer on payment.payment (buyer_id, payment_id desc);

-- The refund of all orders of one performance, order by order: what is above a limit begins as REQUESTED.
create table payment.refund_job (
    performance_id       bigint        primary key references catalog.performance,
    status               text          not null check (status in ('REQUESTED', 'RUNNING', 'PAUSED', 'DONE')),
    fee_per_ticket_minor bigint        not null check (fee_per_ticket_minor >= 0),
    fee_percent          numeric(5, 2) not null check (fee_percent between 0 and 100),
    orders_per_second    integer       not null check (orders_per_second between 1 and 200),
    reason               text          not null check (length(reason) between 1 and 500),
    started_by           uuid          not null,
    started_at           timestamptz   not null,
    approved_by          uuid,
    -- the last hold that was looked at; the next step goes on behind it
    after_hold           uuid          not null,
    done_at              timestamptz,
    constraint refund_job_done_at_a_time check ((status = 'DONE') = (done_at is not null)),
    constraint refund_job_approved_by_another check (approved_by <> started_by)
);

-- An order that the job could not refund, and why.
create table payment.refund_failure (
    performance_id bigint      not null references payment.refund_job,
    hold_id        uuid        not null,
    why            text        not null check (length(why) between 1 and 100),
    failed_at      timestamptz not null,
    primary key (performance_id, hold_id)
);

-- Money back for some tickets of an order. What is above a limit waits as REQUESTED until another person has approved it.
create table payment.refund (
    refund_id     uuid        primary key,
    payment_id    uuid        not null references payment.payment,
    status        text        not null
        check (status in ('REQUESTED', 'DONE', 'WITHDRAWN', 'DECLINED', 'LAPSED')),
    -- what the buyer gets, and what is kept of the price
    amount_minor  bigint      not null check (amount_minor >= 0),
    fee_minor     bigint      not null check (fee_minor >= 0),
    currency      text        not null,
    tickets       uuid[]      not null check (cardinality(tickets) between 1 and 100),
    -- for each of the tickets
    amounts_minor bigint[]    not null,
    fees_minor    bigint[]    not null,
    -- when the seats are on sale again
    seats         text        not null check (seats in ('AT_ONCE', 'WITHIN_A_MINUTE', 'KEEP')),
    reason        text        not null check (length(reason) between 1 and 500),
    requested_by  uuid        not null,
    requested_at  timestamptz not null,
    -- the refund of a performance that it belongs to
    job           bigint      references payment.refund_job,
    approved_by   uuid,
    -- when the money went back
    done_at       timestamptz,
    -- what moved the money; null where there was none to move
    transfer_id   uuid        unique references wallet.transfer,
    -- who ended it without money, and why
    ended_by      uuid,
    end_reason    text        check (length(end_reason) between 1 and 500),
    ended_at      timestamptz,
    constraint refund_amount_for_each_ticket check (cardinality(amounts_minor) = cardinality(tickets)),
    constraint refund_fee_for_each_ticket check (cardinality(fees_minor) = cardinality(tickets)),
    constraint refund_done_at_a_time check ((status = 'DONE') = (done_at is not null)),
    constraint refund_by_transfer check ((status = 'DONE' and amount_minor > 0) = (transfer_id is not null)),
    constraint refund_approved_by_another check (approved_by <> requested_by),
    constraint refund_ended_by_somebody check (
        num_nonnulls(ended_by, end_reason, ended_at) = case when status in ('REQUESTED', 'DONE') then 0 else 3 end),
    constraint refund_ended_or_approved check (ended_by is null or approved_by is null),
    constraint refund_withdrawn_by_own check (status in ('REQUESTED', 'DONE') or (status = 'WITHDRAWN') = (ended_by = requested_by))
);

create index refund_by_status on payment.refund (status, refund_id);
create index refund_of_payment on payment.refund (payment_id, refund_id desc);
create index refund_done on payment.refund (done_at);
create index refund_of_job on payment.refund (job) where job is not null;

-- A ticket is refunded once, whatever was asked how often.
create table payment.refunded_ticket (
    ticket_id    uuid   primary key references reservation.ticket,
    refund_id    uuid   not null references payment.refund,
    amount_minor bigint not null check (amount_minor >= 0),
    fee_minor    bigint not null check (fee_minor >= 0)
);

create index refunded_ticket_of_refund on payment.refunded_ticket (refund_id);

create function payment.refuse_deletion() returns trigger language plpgsql as $$
begin
    if exists (
        select
        from payment.refund r join payment.payment p using (payment_id)
        where p.buyer_id = new.buyer_id and r.status = 'REQUESTED')
    then
        raise exception 'the account % awaits a refund', new.buyer_id using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create trigger buyer_deleted_without_refund
    before update of deleted_at on identity.buyer
    for each row
    when (new.deleted_at is not null)
    execute function payment.refuse_deletion();
