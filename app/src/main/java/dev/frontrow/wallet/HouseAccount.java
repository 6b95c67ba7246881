package dev.frontrow.wallet;

/// Accounts of the house: FUNDING is where top-ups come from, REVENUE is where payments go.
enum HouseAccount {
    FUNDING,
    REVENUE
}
