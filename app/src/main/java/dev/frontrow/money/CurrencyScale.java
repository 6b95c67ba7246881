package dev.frontrow.money;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How small a currency's unit is: about how many units make a US dollar, as a power of ten. It is not an exchange
/// rate and moves no money. It only makes suggestions and limits of similar size in every currency, so it may be
/// wrong by a few times.
public final class CurrencyScale {

    /// From the first power on. Of currencies that are not listed, a few units or less make a dollar. As of 2026.
    private static final Map<String, Integer> POWERS = powers(List.of(
            "BOB BRL BWP CNY CUP CZK DKK EGP ERN GHS GTQ HKD HNL LSL LYD MAD MDL MOP MRU MUR MVR MXN NAD NIO NOK SBD "
                    + "SCR SEK SLE SRD STN SZL THB TJS TRY TTD TWD UAH UYU ZAR ZMW ZWG",
            "AFN ALL AMD BDT BTN CRC CVE DJF DOP DZD ETB GMD GYD HTG HUF INR ISK JMD JPY KES KGS KMF LKR LRD MKD MZN "
                    + "NPR PHP PKR RSD RUB VUV XPF",
            "AOA ARS BIF CDF CLP COP IQD KHR KPW KRW KZT MGA MMK MNT MWK NGN RWF SDG SOS SSP TZS UGX VES XAF XOF YER",
            "GNF IDR LAK PYG SYP UZS VND",
            "LBP",
            "IRR"));

    private CurrencyScale() {}

    /// So many dollars' worth in round units of the currency: 100 are ₩100,000, €100 or IDR 1,000,000.
    public static Money about(long dollars, Currency currency) {
        return new Money(minor(BigDecimal.valueOf(dollars).scaleByPowerOfTen(power(currency)), currency), currency);
    }

    /// About the same value in another currency, by their scales; at least the smallest unit.
    ///
    /// @param minorMax the largest result
    public static long likewise(Money amount, Currency currency, long minorMax) {
        BigDecimal minor = BigDecimal.valueOf(amount.amountMinor())
                .scaleByPowerOfTen(power(currency) - power(amount.currency()))
                .scaleByPowerOfTen(Currencies.decimals(currency) - Currencies.decimals(amount.currency()));
        return minor.max(BigDecimal.ONE).min(BigDecimal.valueOf(minorMax)).longValue();
    }

    /// The next round amount that is not less.
    public static Money roundUp(Money amount) {
        long round = about(10, amount.currency()).amountMinor();
        return new Money(Math.multiplyExact(Math.ceilDiv(amount.amountMinor(), round), round), amount.currency());
    }

    static int power(Currency currency) {
        return POWERS.getOrDefault(currency.getCurrencyCode(), 0);
    }

    private static long minor(BigDecimal units, Currency currency) {
        return units.movePointRight(Currencies.decimals(currency)).longValueExact();
    }

    private static Map<String, Integer> powers(List<String> codesByPower) {
        Map<String, Integer> powers = new HashMap<>();
        for (int i = 0; i < codesByPower.size(); i++) {
            int power = i + 1;
            Arrays.stream(codesByPower.get(i).split(" ")).forEach(code -> powers.put(code, power));
        }
        return Map.copyOf(powers);
    }
}
