-- A payment never changes. Of a refund that waits for its approval only that is entered, or how it ended without.
grant update (status, approved_by, done_at, transfer_id, ended_by, end_reason, ended_at) on payment.refund to ${server};
-- A job goes on, and its failures are tried again.
grant update (status, orders_per_second, approved_by, after_hold, done_at) on payment.refund_job to ${server};
grant delete on payment.refund_failure to ${server};
-- Of a job that nobody has approved nothing stays but its entries in the audit log.
grant delete on payment.refund_job to ${server};
