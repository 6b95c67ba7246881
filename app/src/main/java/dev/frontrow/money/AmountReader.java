package dev.frontrow.money;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.text.Normalizer;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads amounts as people type them: digits of any script and width, with or without separators between
/// thousands, the currency before or after them or left out. A point or a comma may separate thousands or
/// decimals; the whole number decides which, and the language only where both are possible.
public final class AmountReader {

    /// Longer than any amount with its currency.
    private static final int LENGTH_MAX = 60;

    /// A balance is never larger.
    private static final BigDecimal MINOR_MAX = BigDecimal.valueOf(1_000_000_000_000_000L);

    private static final Pattern NUMBER = Pattern.compile("(\\D*)(\\d(?:.*\\d)?)(\\D*)");

    /// Thousands separated by one character throughout, or not at all.
    private static final Pattern WHOLE = Pattern.compile("0|[1-9]\\d*|[1-9]\\d{0,2}(?:([ ',.])\\d{3})(?:\\1\\d{3})*");

    private final Currency currency;
    private final int decimals;
    private final Set<String> marks;
    private final char decimalOfLanguage;

    private AmountReader(Currency currency, Locale language) {
        this.currency = currency;
        this.decimals = Currencies.decimals(currency);
        this.marks = marks(currency);
        this.decimalOfLanguage = DecimalFormatSymbols.getInstance(language).getDecimalSeparator();
    }

    /// @param language of the page, which decides what a comma means where both meanings are possible
    public static TypedMoney read(String text, Currency currency, Locale language) {
        return new AmountReader(currency, language).read(text);
    }

    private TypedMoney read(String text) {
        if (text.length() > LENGTH_MAX) {
            return new TypedMoney.Unreadable();
        }
        Matcher parts = NUMBER.matcher(plain(text));
        if (!parts.matches() || !isMark(parts.group(1)) || !isMark(parts.group(3))) {
            return new TypedMoney.Unreadable();
        }
        return number(parts.group(2));
    }

    private TypedMoney number(String number) {
        int separator = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
        boolean whole = WHOLE.matcher(number).matches();
        boolean broken = separator >= 0 && isBroken(number, separator);
        if (whole && broken) {
            return eitherWay(number, separator);
        }
        if (whole) {
            return clear(digits(number), 0);
        }
        return broken ? broken(number, separator) : new TypedMoney.Unreadable();
    }

    /// Whether the number has decimals behind this separator, and the separator does not stand among its thousands
    /// too.
    private static boolean isBroken(String number, int separator) {
        String before = number.substring(0, separator);
        return before.indexOf(number.charAt(separator)) < 0
                && WHOLE.matcher(before).matches()
                && number.substring(separator + 1).chars().allMatch(Character::isDigit);
    }

    /// Reads a number with one separator and three digits behind it. The meaning by the language counts only if
    /// the other meaning is not an amount of this currency, or would not be written so.
    private TypedMoney eitherWay(String number, int separator) {
        boolean decimalsFit = number.length() - separator - 1 <= decimals;
        boolean decimalByLanguage = number.charAt(separator) == decimalOfLanguage;
        if (decimalByLanguage && decimalsFit) {
            return broken(number, separator);
        }
        TypedMoney thousands = clear(digits(number), 0);
        boolean isAmbiguous = decimalByLanguage || decimalsFit;
        return isAmbiguous && thousands instanceof TypedMoney.Clear(Money amount)
                ? new TypedMoney.Ambiguous(amount)
                : thousands;
    }

    private TypedMoney broken(String number, int separator) {
        String fraction = number.substring(separator + 1);
        if (fraction.length() > decimals) {
            return new TypedMoney.TooFine();
        }
        return clear(digits(number.substring(0, separator)) + fraction, fraction.length());
    }

    private TypedMoney clear(String digits, int scale) {
        BigDecimal minor = new BigDecimal(digits).movePointRight(decimals - scale);
        return minor.compareTo(MINOR_MAX) > 0
                ? new TypedMoney.TooLarge()
                : new TypedMoney.Clear(new Money(minor.longValueExact(), currency));
    }

    private boolean isMark(String around) {
        String mark = around.strip();
        return mark.isEmpty() || marks.contains(mark.toUpperCase(Locale.ROOT));
    }

    /// The currency's code, and its symbols on pages in both languages.
    private static Set<String> marks(Currency currency) {
        String code = currency.getCurrencyCode();
        return Stream.of(
                        code,
                        code.equals("KRW") ? Money.WON : code,
                        Money.symbol(currency, Locale.ENGLISH),
                        Money.symbol(currency, Locale.KOREAN))
                .map(AmountReader::plain)
                .map(mark -> mark.toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static String digits(String number) {
        return number.replaceAll("\\D", "");
    }

    /// The text with characters of one meaning replaced by one of them.
    private static String plain(String text) {
        // A keyboard may send a Korean syllable in its parts.
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder plain = new StringBuilder(composed.length());
        composed.codePoints().forEach(character -> plain.appendCodePoint(plain(character)));
        return plain.toString().strip();
    }

    private static int plain(int character) {
        if (Character.isDigit(character)) {
            return '0' + Character.digit(character, 10);
        }
        if (Character.isSpaceChar(character) || character == '\t') {
            return ' ';
        }
        return switch (character) {
            case '’', 'ʼ' -> '\'';
            case '￦' -> '₩';
            case '￥' -> '¥';
            case '￡' -> '£';
            case '٫' -> '.';
            case '٬' -> ',';
            default -> isFullWidth(character) ? character - '！' + '!' : character;
        };
    }

    private static boolean isFullWidth(int character) {
        return character >= '！' && character <= '～';
    }
}
