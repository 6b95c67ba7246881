package dev.frontrow.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Typed amounts: each is read as the intended amount or refused, and never as another amount.
class TypedMoneyTest {

    private static final List<Locale> LANGUAGES = List.of(Locale.KOREAN, Locale.ENGLISH);

    /// A spelling, and its amount in minor units for currencies with no, two or three decimals. `fine` stands for
    /// too many decimals, `two` for two possible readings.
    private record Spelling(String typed, String none, String two, String three) {

        String expected(int decimals) {
            return switch (decimals) {
                case 0 -> none;
                case 2 -> two;
                default -> three;
            };
        }
    }

    private static final List<Spelling> SPELLINGS = List.of(
            new Spelling("50", "50", "5000", "50000"),
            new Spelling("12.5", "fine", "1250", "12500"),
            new Spelling("1,234", "1234", "123400", "two"),
            new Spelling("1.234", "two", "two", "1234"),
            new Spelling("1,234.50", "fine", "123450", "1234500"),
            new Spelling("1.234,5", "fine", "123450", "1234500"),
            new Spelling("1 234,567", "fine", "fine", "1234567"),
            new Spelling("1,234,567", "1234567", "123456700", "1234567000"));

    private static final List<String> CURRENCIES =
            List.of("KRW", "JPY", "VND", "CLP", "EUR", "USD", "GBP", "IDR", "HUF", "KWD", "BHD", "TND");

    static Stream<Arguments> twelveCurrenciesInEightSpellingsAndTwoLanguages() {
        return CURRENCIES.stream()
                .map(Currency::getInstance)
                .flatMap(currency -> SPELLINGS.stream()
                        .flatMap(spelling -> LANGUAGES.stream()
                                .map(language -> Arguments.of(
                                        currency,
                                        spelling.typed,
                                        language,
                                        spelling.expected(currency.getDefaultFractionDigits())))));
    }

    @ParameterizedTest
    @MethodSource
    void twelveCurrenciesInEightSpellingsAndTwoLanguages(
            Currency currency, String typed, Locale language, String expected) {
        assertThat(read(typed, currency, language)).isEqualTo(expected);
    }

    @Test
    void whatIsShownCanBeTypedBack() {
        var dice = new Random(20261129);
        for (Currency currency : Currencies.all()) {
            for (long minor : amounts(dice)) {
                var amount = new Money(minor, currency);
                for (Locale shownIn : LANGUAGES) {
                    // In the page's language the amount may be typed with or without its currency, in the other
                    // one with it.
                    assertThat(AmountReader.read(amount.number(shownIn), currency, shownIn))
                            .as(amount.number(shownIn))
                            .isEqualTo(new TypedMoney.Clear(amount));
                    for (Locale typedIn : LANGUAGES) {
                        assertThat(AmountReader.read(amount.text(shownIn), currency, typedIn))
                                .as(amount.text(shownIn))
                                .isEqualTo(new TypedMoney.Clear(amount));
                    }
                }
            }
        }
    }

    /// Amounts of every length, and some that reveal carry errors and lost digits.
    private static List<Long> amounts(Random dice) {
        List<Long> amounts = new ArrayList<>(List.of(0L, 1L, 9L, 10L, 99L, 100L, 999L, 1_000L, 1_001L, 1_234_567L));
        for (long magnitude = 1; magnitude <= 100_000_000_000_000L; magnitude *= 10) {
            amounts.add(magnitude);
            amounts.add(dice.nextLong(magnitude, magnitude * 10));
        }
        return amounts;
    }

    /// Random input: if it is read, its digits are the amount. Either all separators separate thousands, or the
    /// last one separates decimals.
    @Test
    void neverCreditsAnotherAmountThanTyped() {
        var dice = new Random(31);
        String alphabet = "0123456789.,' €KWD원-+e";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder typed = new StringBuilder();
            for (int length = dice.nextInt(1, 9); length > 0; length--) {
                typed.append(alphabet.charAt(dice.nextInt(alphabet.length())));
            }
            for (String code : List.of("KRW", "EUR", "KWD")) {
                Currency currency = Currency.getInstance(code);
                if (AmountReader.read(typed.toString(), currency, Locale.ENGLISH)
                        instanceof TypedMoney.Clear(Money amount)) {
                    String separated = typed.toString().replaceAll("[^\\d.,]", "");
                    var whole = new BigDecimal(separated.replaceAll("\\D", ""));
                    int behind =
                            separated.length() - 1 - Math.max(separated.lastIndexOf('.'), separated.lastIndexOf(','));
                    var units = BigDecimal.valueOf(amount.amountMinor(), currency.getDefaultFractionDigits());
                    assertThat(units.stripTrailingZeros())
                            .as(typed.toString())
                            .isIn(
                                    whole.stripTrailingZeros(),
                                    whole.movePointLeft(behind).stripTrailingZeros());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            # currency | typed                | minor
            EUR        | €50                  | 5000
            EUR        | 50 €                 | 5000
            EUR        | 50,00 EUR            | 5000
            EUR        | eur 50               | 5000
            EUR        | EUR50                | 5000
            EUR        | € 1.234,50           | 123450
            EUR        | 1.234.567            | 123456700
            EUR        | 1.234.567,8          | 123456780
            EUR        | 1 234,5              | 123450
            EUR        | 1 234,50             | 123450
            EUR        | 1 234,50             | 123450
            EUR        | 1 234,50             | 123450
            EUR        | 1'234.50             | 123450
            EUR        | 1’234.50             | 123450
            EUR        | 0,5                  | 50
            EUR        | 0.05                 | 5
            EUR        | 1234567.89           | 123456789
            EUR        | ５０．５               | 5050
            EUR        | １，２３４．５         | 123450
            EUR        | ٥٠٫٥                 | 5050
            EUR        | ١٬٢٣٤٫٥              | 123450
            EUR        | ۵۰                   | 5000
            USD        | $12.50               | 1250
            USD        | US$12.50             | 1250
            USD        | ＄12.50              | 1250
            CAD        | CA$12.50             | 1250
            JPY        | ¥1,000               | 1000
            JPY        | ￥1,000              | 1000
            JPY        | JP¥1000              | 1000
            KRW        | ₩1,000               | 1000
            KRW        | ￦1,000              | 1000
            KRW        | 1,000원              | 1000
            KRW        | 1,000원            | 1000
            KRW        | KRW 1000             | 1000
            KRW        | 1 000                | 1000
            KRW        | 1.234.567            | 1234567
            KWD        | 5.5                  | 5500
            KWD        | 5,5                  | 5500
            KWD        | 1,234.000            | 1234000
            KWD        | 1.234,000            | 1234000
            KWD        | 1234,567             | 1234567
            KWD        | 0,500                | 500
            KWD        | KWD 5.500            | 5500
            XOF        | F CFA 5,000        | 5000
            XAF        | FCFA 5,000           | 5000
            XCG        | Cg. 5                | 500
            """)
    void readsWhatPeopleType(String code, String typed, long minor) {
        assertThat(LANGUAGES)
                .allSatisfy(language -> assertThat(read(typed, Currency.getInstance(code), language))
                        .isEqualTo(Long.toString(minor)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # currency | typed
            KRW        | 1,000.50
            KRW        | 1,000.00
            KRW        | 12.5
            KRW        | 0,5
            KRW        | 0.500
            EUR        | 1.234,567
            EUR        | 1,234.567
            EUR        | 0.001
            EUR        | 0,500
            EUR        | 1,2345
            KWD        | 1.2345
            KWD        | 12,3456
            """)
    void refusesMoreDecimalsThanThereAre(String code, String typed) {
        assertThat(LANGUAGES)
                .allSatisfy(language -> assertThat(read(typed, Currency.getInstance(code), language))
                        .isEqualTo("fine"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # currency | typed   | perhaps, in minor units
            EUR        | 1.000   | 100000
            EUR        | 12.500  | 1250000
            EUR        | 12.345  | 1234500
            KRW        | 50.000  | 50000
            KRW        | 1.000   | 1000
            KWD        | 1,000   | 1000000
            KWD        | 12,345  | 12345000
            """)
    void asksBackIfTwoAmountsCanBeMeant(String code, String typed, long perhaps) {
        var currency = Currency.getInstance(code);

        assertThat(LANGUAGES)
                .allSatisfy(language -> assertThat(AmountReader.read(typed, currency, language))
                        .isEqualTo(new TypedMoney.Ambiguous(new Money(perhaps, currency))));
    }

    /// The rule follows the language, so a language with other habits needs no new code.
    @ParameterizedTest
    @CsvSource({"1.234, 123400", "'1,234', two", "'1,50', 150", "1.50, 150"})
    void readsByTheHabitsOfTheLanguage(String typed, String expected) {
        assertThat(read(typed, Currency.getInstance("EUR"), Locale.GERMAN)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "€",
                "EUR",
                "-5",
                "−5",
                "+5",
                "5-",
                "(5)",
                "5e3",
                "1E2",
                "0x10",
                "5%",
                "½",
                "5²",
                "①",
                "五",
                "5만",
                "fifty",
                "NaN",
                "Infinity",
                "5 or 6",
                "5/2",
                "5.",
                "5,",
                ".5",
                ",5",
                "1..5",
                "1,,5",
                "1.,5",
                "1,23,456",
                "007",
                "12,34.5",
                "1234,567.8",
                "1,234.5.6",
                "1,234,56",
                "1.234,5,6",
                "1 2",
                "1  234",
                "12 34",
                "1 234'567",
                "'5",
                "01,234",
                "0,123,456",
                "₩50",
                "$50",
                "£50",
                "50 USD",
                "50 KRW",
                "50 EURO",
                "€€50",
                "00.50",
                "-€50",
                "€-50",
                "€+50",
                "5\n0",
                "5\u00005",
                "\u202e50",
                "<b>5</b>",
                "{0}",
                "5;6",
                "5_000",
                "5:00",
            })
    void refusesTextThatIsNoAmountOfThisCurrency(String typed) {
        assertThat(LANGUAGES)
                .allSatisfy(language -> assertThat(read(typed, Currency.getInstance("EUR"), language))
                        .isEqualTo("unreadable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10000000000000.01", "99999999999999999999999", "10,000,000,000,001"})
    void tellsThatAnAmountIsTooLarge(String typed) {
        assertThat(read(typed, Currency.getInstance("EUR"), Locale.ENGLISH)).isEqualTo("large");
    }

    @Test
    void readsNothingThatIsTooLong() {
        assertThat(read("0".repeat(61), Currency.getInstance("EUR"), Locale.ENGLISH))
                .isEqualTo("unreadable");
        assertThat(read(" ".repeat(1_000_000) + "5", Currency.getInstance("EUR"), Locale.ENGLISH))
                .isEqualTo("unreadable");
    }

    /// Otherwise a pound sign could be read as the wrong pound.
    @Test
    void noSignStandsForTwoCurrencies() {
        for (Currency one : Currencies.all()) {
            for (Locale language : LANGUAGES) {
                String typed = Money.symbol(one, language) + " 5";
                assertThat(Currencies.all())
                        .filteredOn(
                                currency -> AmountReader.read(typed, currency, language) instanceof TypedMoney.Clear)
                        .as(typed)
                        .containsExactly(one);
            }
        }
    }

    private static String read(String typed, Currency currency, Locale language) {
        return switch (AmountReader.read(typed, currency, language)) {
            case TypedMoney.Clear(Money amount) -> Long.toString(amount.amountMinor());
            case TypedMoney.TooFine() -> "fine";
            case TypedMoney.Ambiguous _ -> "two";
            case TypedMoney.TooLarge() -> "large";
            case TypedMoney.Unreadable() -> "unreadable";
        };
    }
}
