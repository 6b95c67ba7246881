package dev.frontrow.payment.refund;

import dev.frontrow.reservation.sold.ValidTickets;

/// What the refund of a performance would come to now.
///
/// @param orders        with tickets that are still valid
/// @param amountMinor   what their buyers would get
/// @param feeMinor      what would be kept
/// @param needsApproval whether it would wait for another person; holds that may still be paid count too
record RefundEstimate(
        long orders, long tickets, long amountMinor, long feeMinor, String currency, boolean needsApproval) {

    static RefundEstimate of(ValidTickets valid, FeeRule fee, String currency, boolean needsApproval) {
        long tickets = 0;
        long amount = 0;
        long kept = 0;
        for (ValidTickets.AtPrice at : valid.prices()) {
            long ofEach = fee.of(at.priceMinor());
            tickets += at.tickets();
            kept += ofEach * at.tickets();
            amount += (at.priceMinor() - ofEach) * at.tickets();
        }
        return new RefundEstimate(valid.orders(), tickets, amount, kept, currency, needsApproval);
    }
}
