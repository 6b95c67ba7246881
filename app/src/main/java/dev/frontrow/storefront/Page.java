package dev.frontrow.storefront;

import dev.frontrow.catalog.Concert;
import dev.frontrow.identity.Caller;
import dev.frontrow.money.Currencies;
import dev.frontrow.money.Money;
import dev.frontrow.storefront.held.HeldSeats;
import java.text.Normalizer;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/// Data that every page needs, and its formats of numbers, money and dates. Templates call it `page`.
///
/// @param path   the current page with its query, to return to
/// @param caller the reader; null if not signed in
/// @param name   the reader's username; null if the account has none
/// @param now    the server's time, on which all countdowns are based
/// @param holds  looks for the reader's running holds when the page is written, after what it did
public record Page(
        Locale language,
        String path,
        @Nullable Caller caller,
        @Nullable String name,
        Instant now,
        Assets assets,
        Supplier<@Nullable HeldSeats> holds) {

    private static final ZoneId HOME = ZoneId.of("Asia/Seoul");

    private static final Pattern RIGHT_TO_LEFT = Pattern.compile(
            "[\\u0590-\\u08FF\\uFB1D-\\uFDFF\\uFE70-\\uFEFF\\u200F\\u202B\\u202E\\u2067\\x{10800}-\\x{10FFF}\\x{1E800}-\\x{1EFFF}]");

    /// The same rule as in `words.js`.
    private static final Pattern LETTERED = Pattern.compile("[\\p{IsLatin}\\p{Nd}]{1,3}|\\p{IsHangul}");

    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_ISOLATE = '\u2069';

    public Page {
        holds = once(holds);
    }

    /// A page asks in several places, and all must say the same.
    private static Supplier<@Nullable HeldSeats> once(Supplier<@Nullable HeldSeats> holds) {
        var found = new AtomicReference<@Nullable Optional<HeldSeats>>();
        return () -> {
            Optional<HeldSeats> known = found.get();
            if (known == null) {
                known = Optional.ofNullable(holds.get());
                found.set(known);
            }
            return known.orElse(null);
        };
    }

    /// Whether a section is a letter or a number, such as `A`, `101` or `가`. The word "section" belongs to these; names
    /// such as "Balcony" stand alone.
    public boolean lettered(String section) {
        return LETTERED.matcher(Normalizer.normalize(section, Normalizer.Form.NFC))
                .matches();
    }

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

    /// The reader's running hold that ends first, unless this page is about it; null if there is none.
    public @Nullable HeldSeats held() {
        return holds.get();
    }

    /// The URL of a style sheet or script.
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

    /// The pattern by which scripts format money of this currency: `{0}` stands for the number.
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
        // A minus sign instead of a hyphen.
        return amount.text(language).replace('-', '−');
    }

    public Object[] texts(List<Money> amounts) {
        return amounts.stream().map(this::money).toArray();
    }

    /// Such as `12월 7일 (월)`, with the year if it is not the current one.
    public String date(Instant when, ZoneId zone) {
        boolean thisYear = when.atZone(zone).getYear() == now.atZone(zone).getYear();
        return written(thisYear ? pattern("M월 d일 (E)", "EEE, MMM d") : datePattern(), when, zone);
    }

    /// Such as `오후 7:00 GMT+9`. The offset helps readers in other zones, and distinguishes the hour that occurs
    /// twice when clocks go back. Abbreviations are ambiguous: CST is several zones, and in Korean Java has one
    /// EST for summer and winter.
    public String time(Instant when, ZoneId zone) {
        return written(timePattern(), when, zone);
    }

    /// Such as `12월 7일 (월) 오후 7:00 GMT+9`, with the year if it is not the current one.
    public String moment(Instant when, ZoneId zone) {
        return date(when, zone) + pattern(" ", ", ") + time(when, zone);
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

    /// In the language of the page.
    public String title(Concert concert) {
        return concert.titleIn(language);
    }

    /// A time without a venue, in the zone of the house.
    public String localTime(Instant when) {
        return dateTime(when, HOME);
    }

    /// Isolates a text of an operator or fan within our own, where no element is possible, so that right-to-left
    /// text does not reorder the text around it.
    public String isolated(String text) {
        return RIGHT_TO_LEFT.matcher(text).find() ? FIRST_STRONG_ISOLATE + text + POP_ISOLATE : text;
    }

    /// The same as HTML, for messages that are inserted unescaped.
    public String apart(String text) {
        return "<bdi dir=\"auto\">" + HtmlUtils.htmlEscape(text) + "</bdi>";
    }

    private String written(String pattern, Instant when, ZoneId zone) {
        return DateTimeFormatter.ofPattern(pattern, language).format(when.atZone(zone));
    }
}
