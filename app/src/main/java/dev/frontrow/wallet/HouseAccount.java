package dev.frontrow.wallet;

/// Accounts of the house: FUNDING is where top-ups come from, REVENUE is where payments go. CASH and BANK are where the
/// box office's sales come from, and where their refunds go back.
public enum HouseAccount {
    FUNDING,
    REVENUE,
    CASH,
    BANK
}
