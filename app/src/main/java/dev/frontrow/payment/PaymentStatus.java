package dev.frontrow.payment;

enum PaymentStatus {
    PAID,
    REFUSED
}
