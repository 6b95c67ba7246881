package dev.frontrow.text;

/// Keeps spreadsheets from taking a text for a formula: an apostrophe is put before it, and taken away when it is read.
public final class CsvFormulas {

    /// What a formula begins with; some spreadsheets take the wide letters of East Asian keyboards too.
    private static final String BEGINNINGS = "=+-@\t\r\n＝＋－＠";

    private static final char MARK = '\'';

    private CsvFormulas() {}

    /// As it is written into a cell.
    public static String disarmed(String text) {
        return begins(text, 0) || isMarked(text) ? MARK + text : text;
    }

    /// As it was before it was [#disarmed].
    public static String asItWas(String cell) {
        return isMarked(cell) ? cell.substring(1) : cell;
    }

    private static boolean isMarked(String text) {
        return text.length() > 1 && text.charAt(0) == MARK && (begins(text, 1) || text.charAt(1) == MARK);
    }

    private static boolean begins(String text, int at) {
        return text.length() > at && BEGINNINGS.indexOf(text.charAt(at)) >= 0;
    }
}
