package dev.frontrow.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Currency;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Amounts: exact sums, and formats for each language.
class MoneyTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # minor  | code | English            | Korean
            15000    | KRW  | ₩15,000            | 15,000원
            1250     | EUR  | €12.50             | €12.50
            1250     | USD  | $12.50             | US$12.50
            1250     | JPY  | ¥1,250             | JP¥1,250
            5500     | KWD  | KWD 5.500          | KWD 5.500
            1        | BHD  | BHD 0.001          | BHD 0.001
            12345678 | LAK  | LAK 123,456.78     | LAK 123,456.78
            500      | HUF  | HUF 5.00           | HUF 5.00
            500      | ISK  | ISK 500            | ISK 500
            5        | MGA  | MGA 0.05           | MGA 0.05
            5000     | XOF  | F CFA 5,000        | F CFA 5,000
            0        | EUR  | €0.00              | €0.00
            0        | KRW  | ₩0                 | 0원
            -15000   | KRW  | -₩15,000           | -15,000원
            -1250    | EUR  | -€12.50            | -€12.50
            -5500    | KWD  | -KWD 5.500         | -KWD 5.500
            """)
    void isShownWithTheDecimalsOfItsCurrency(long minor, String code, String english, String korean) {
        var amount = new Money(minor, Currency.getInstance(code));

        assertThat(plain(amount.text(Locale.ENGLISH))).isEqualTo(english);
        assertThat(plain(amount.text(Locale.KOREAN))).isEqualTo(korean);
        assertThat(plain(amount.text(Locale.US))).isEqualTo(english);
    }

    /// Replaces the no-break spaces that keep letters and number on one line.
    private static String plain(String text) {
        assertThat(text).doesNotContain(" ");
        return text.replaceAll("[\u00a0\u202f]", " ");
    }

    @Test
    void throwsInsteadOfLying() {
        var all = new Money(Long.MAX_VALUE, EUR);
        var one = new Money(1, EUR);
        var won = new Money(1, Currency.getInstance("KRW"));

        assertThatThrownBy(() -> all.plus(one)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Money(-2, EUR).minus(all)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> one.plus(won)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one.minus(won)).isInstanceOf(IllegalArgumentException.class);
    }
}
