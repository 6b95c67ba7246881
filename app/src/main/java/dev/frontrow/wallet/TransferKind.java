package dev.frontrow.wallet;

enum TransferKind {
    TOP_UP,
    PAYMENT
}
