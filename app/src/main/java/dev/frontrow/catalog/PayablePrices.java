package dev.frontrow.catalog;

import java.util.Currency;

/// Tells the highest price of a seat with which a buyer can still pay for as many as one may buy.
public interface PayablePrices {

    long priceMaxMinor(Currency currency);
}
