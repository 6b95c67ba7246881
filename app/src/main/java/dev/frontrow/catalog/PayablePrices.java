package dev.frontrow.catalog;

import java.util.Currency;

/// Tells how dear a seat may be, so that a buyer can have the money for as many as one may buy.
public interface PayablePrices {

    long priceMaxMinor(Currency currency);
}
