package dev.frontrow.storefront;

import dev.frontrow.identity.Caller;
import dev.frontrow.money.Currencies;
import dev.frontrow.money.Money;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/// What every page needs to know, and how it writes numbers, money and dates. Templates call it `page`.
///
/// @param path   where the reader is, with its query; where they come back to
/// @param caller the reader; null if they are not signed in
/// @param name   the reader's username; null if they have none with us
/// @param now    the server's time, by which all countdowns run
public record Page(
        Locale language,
        String path,
        @Nullable Caller caller,
        @Nullable String name,
        Instant now,
        Assets assets) {

    private static final ZoneId HOME = ZoneId.of("Asia/Seoul");

    private static final Pattern RIGHT_TO_LEFT = Pattern.compile(
            "[\\u0590-\\u08FF\\uFB1D-\\uFDFF\\uFE70-\\uFEFF\\u200F\\u202B\\u202E\\u2067\\x{10800}-\\x{10FFF}\\x{1E800}-\\x{1EFFF}]");

    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_ISOLATE = '\u2069';

    public String lang() {
        return language.getLanguage();
    }

    public boolean isKorean() {
        return language.equals(Locale.KOREAN);
    }

    public String otherLang() {
        return isKorean() ? "en" : "ko";
    }

    public boolean isSignedIn() {
        return caller != null;
    }

    /// The address of a style sheet or script.
    public String asset(String file) {
        return assets.url(file);
    }

    public String number(long number) {
        return NumberFormat.getIntegerInstance(language).format(number);
    }

    /// An amount without its currency, which is shown beside it.
    public String amount(Money amount) {
        return amount.number(language);
    }

    /// How a script writes money of this currency: `{0}` stands for the number.
    public String moneyPattern(Currency currency) {
        Money zero = Money.zero(currency);
        return zero.text(language).replace(zero.number(language), "{0}");
    }

    public int decimals(Currency currency) {
        return Currencies.decimals(currency);
    }

    public String money(long amountMinor, Currency currency) {
        return money(new Money(amountMinor, currency));
    }

    public String money(long amountMinor, String currency) {
        return money(amountMinor, Currency.getInstance(currency));
    }

    public String money(Money amount) {
        // A real minus, which a hyphen only looks like.
        return amount.text(language).replace('-', '−');
    }

    public Object[] texts(List<Money> amounts) {
        return amounts.stream().map(this::money).toArray();
    }

    /// Such as `12월 7일 (월)`, with its year if that is not the present one.
    public String date(Instant when, ZoneId zone) {
        boolean thisYear = when.atZone(zone).getYear() == now.atZone(zone).getYear();
        return written(thisYear ? pattern("M월 d일 (E)", "EEE, MMM d") : datePattern(), when, zone);
    }

    /// Such as `오후 7:00 GMT+9`: its reader may be anywhere, and where clocks go back an hour comes twice.
    /// Letters tell less: CST is several zones, and in Korean Java has one EST for summer and winter.
    public String time(Instant when, ZoneId zone) {
        return written(timePattern(), when, zone);
    }

    /// Such as `2026년 12월 7일 (월) 오후 7:00 GMT+9`.
    public String dateTime(Instant when, ZoneId zone) {
        return written(datePattern() + pattern(" ", ", ") + timePattern(), when, zone);
    }

    private String datePattern() {
        return pattern("yyyy년 M월 d일 (E)", "EEE, MMM d, yyyy");
    }

    private String timePattern() {
        return pattern("a h:mm O", "h:mm a O");
    }

    private String pattern(String korean, String english) {
        return isKorean() ? korean : english;
    }

    /// The time of something without a venue: in the country whose money it is about.
    public String localTime(Instant when) {
        return dateTime(when, HOME);
    }

    /// A text of an operator or fan amid ours, where tags are impossible: isolated, so that right-to-left text
    /// does not turn the text around it.
    public String isolated(String text) {
        return RIGHT_TO_LEFT.matcher(text).find() ? FIRST_STRONG_ISOLATE + text + POP_ISOLATE : text;
    }

    /// The same as HTML, for messages that are put in unescaped.
    public String apart(String text) {
        return "<bdi dir=\"auto\">" + HtmlUtils.htmlEscape(text) + "</bdi>";
    }

    private String written(String pattern, Instant when, ZoneId zone) {
        return DateTimeFormatter.ofPattern(pattern, language).format(when.atZone(zone));
    }
}
