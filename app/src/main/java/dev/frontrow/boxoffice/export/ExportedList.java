package dev.frontrow.boxoffice.export;

import java.util.List;
import java.util.Locale;

/// What can be exported, with the names of its columns.
enum ExportedList {
    ORDERS(
            "order",
            "order_id",
            "paid_at_utc",
            "paid_at_local",
            "performance_id",
            "starts_at_local",
            "buyer_id",
            "username",
            "name",
            "recovery_address",
            "tickets",
            "tickets_valid",
            "amount",
            "refunded",
            "currency",
            "channel",
            "method"),
    TICKETS(
            "ticket_id",
            "order",
            "order_id",
            "performance_id",
            "starts_at_local",
            "seat",
            "area",
            "entry_number",
            "price_level",
            "price",
            "refunded",
            "currency",
            "status",
            "issued_at_utc",
            "issued_at_local",
            "buyer_id",
            "username",
            "name"),
    LEDGER(
            "sequence",
            "transfer_id",
            "kind",
            "order",
            "order_id",
            "amount",
            "currency",
            "transferred_at_utc",
            "transferred_at_local",
            "buyer_id"),
    ENTRIES(
            "code",
            "seat",
            "area",
            "entry_number",
            "price_level",
            "performance_id",
            "starts_at_utc",
            "starts_at_local",
            "ticket_id");

    private final List<String> header;

    ExportedList(String... header) {
        this.header = List.of(header);
    }

    List<String> header() {
        return header;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
