package dev.frontrow.wallet;

/// Accounts of the house: the outside world that top-ups come from, and what was sold.
enum HouseAccount {
    FUNDING,
    REVENUE
}
