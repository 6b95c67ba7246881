package dev.frontrow.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares the supported currencies with ISO 4217's list of currencies in use.
class CurrenciesTest {

    /// ISO 4217 list one as of 2026. Left out: funds, metals, test codes, units of account, second codes of one
    /// currency (`VED`), and the colón, which no longer circulates.
    private static final String IN_USE = """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP
            CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG
            HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL
            MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR
            RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS
            UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG""";

    private static final String WITHOUT_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    private static final String WITH_THREE = "BHD IQD JOD KWD LYD OMR TND";

    private static Stream<String> codes(String list) {
        return Arrays.stream(list.split("\\s+"));
    }

    @Test
    void areThoseThatPeoplePayWith() {
        assertThat(Currencies.all())
                .extracting(Currency::getCurrencyCode)
                .containsExactlyElementsOf(codes(IN_USE).toList());
    }

    @Test
    void haveTheDecimalsOfIso4217() {
        List<String> without = codes(WITHOUT_DECIMALS).toList();
        List<String> withThree = codes(WITH_THREE).toList();
        assertThat(Currencies.all()).allSatisfy(currency -> {
            String code = currency.getCurrencyCode();
            int expected = without.contains(code) ? 0 : withThree.contains(code) ? 3 : 2;
            assertThat(Currencies.decimals(currency)).as(code).isEqualTo(expected);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XDR", "XSU", "XUA", "XBA", "XBB", "XBC", "XBD", "XFU", "XFO",
                "CHE", "CHW", "CLF", "COU", "MXV", "UYI", "UYW", "USN", "USS", "BOV", "DEM", "FRF", "ITL", "HRK", "BGN",
                "LTL", "ANG", "SLL", "VEF", "VED", "ZWL", "MRO", "STD", "BYR", "CUC", "SVC", "BTC", "krw", "Krw",
                        "KRW ",
                "KR", "KRWW", "410", "₩", "", "ＫＲＷ",
            })
    void areNoOthers(String code) {
        assertThat(Currencies.circulating(code)).isEmpty();
    }

    /// A currency that is missing in the table would get the scale of the dollar.
    @Test
    void allHaveAScale() {
        List<String> likeADollar = codes(
                        "AED AUD AWG AZN BAM BBD BHD BMD BND BSD BYN BZD CAD CHF EUR FJD FKP GBP GEL GIP ILS"
                                + " JOD KWD KYD MYR NZD OMR PAB PEN PGK PLN QAR RON SAR SGD SHP TMT TND TOP USD WST XCD XCG")
                .toList();
        assertThat(Currencies.all())
                .filteredOn(currency -> CurrencyScale.power(currency) == 0)
                .extracting(Currency::getCurrencyCode)
                .containsExactlyElementsOf(likeADollar);
    }

    @ParameterizedTest
    @CsvSource({
        "KRW, 100, 100000",
        "EUR, 100, 10000",
        "JPY, 100, 10000",
        "IDR, 100, 100000000",
        "KWD, 100, 100000",
        "CLP, 100, 100000",
        "IQD, 100, 100000000",
        "VND, 100, 1000000",
    })
    void areOfOneSizeByTheirScale(String code, long dollars, long minor) {
        assertThat(CurrencyScale.about(dollars, Currency.getInstance(code)).amountMinor())
                .isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({"EUR, 1, 1000", "EUR, 1000, 1000", "EUR, 1001, 2000", "KRW, 5000, 10000", "KWD, 5500, 10000"})
    void areRoundedUp(String code, long minor, long round) {
        var currency = Currency.getInstance(code);
        assertThat(CurrencyScale.roundUp(new Money(minor, currency))).isEqualTo(new Money(round, currency));
    }
}
