package dev.frontrow.catalog;

/// What a group of seats costs, in whole minor units of the concert's currency.
public record PriceLevel(String name, long amountMinor) {}
