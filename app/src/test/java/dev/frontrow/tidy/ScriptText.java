package dev.frontrow.tidy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// A JavaScript module in which strings, templates, patterns and comments are blank, so that every brace that is left
/// is one of the code. Line breaks stay.
final class ScriptText {

    /// A function with the line on which it begins.
    record Function(int line, int lines) {}

    private static final String BEFORE_PATTERN = "(,=:[!&|?{};+-*%~^<>";
    private static final Set<String> NO_FUNCTIONS = Set.of("if", "for", "while", "switch", "catch", "with", "await");

    private final StringBuilder text;
    private int at;

    /// Depths of braces in code, one for each `${` of a template that is still open.
    private final Deque<Integer> depths = new ArrayDeque<>(List.of(0));

    private ScriptText(String source) {
        text = new StringBuilder(source);
    }

    static ScriptText of(String source) {
        var script = new ScriptText(source);
        script.blank();
        return script;
    }

    List<Function> functions() {
        List<Function> functions = new ArrayList<>();
        for (int open = text.indexOf("{"); open >= 0; open = text.indexOf("{", open + 1)) {
            int head = head(open);
            if (head >= 0) {
                int first = line(head);
                functions.add(new Function(first, line(closing(open)) - first + 1));
            }
        }
        return functions;
    }

    /// Where the head of the function with this body begins; -1 if it is the body of something else.
    private int head(int open) {
        int end = before(open);
        if (end > 0 && text.charAt(end) == '>' && text.charAt(end - 1) == '=') {
            return end;
        }
        if (end < 0 || text.charAt(end) != ')') {
            return -1;
        }
        int start = end;
        for (int depth = 1; depth > 0 && start > 0; ) {
            start--;
            depth += text.charAt(start) == ')' ? 1 : text.charAt(start) == '(' ? -1 : 0;
        }
        return NO_FUNCTIONS.contains(wordAt(before(start))) ? -1 : start;
    }

    private int closing(int open) {
        int close = open;
        for (int depth = 1; depth > 0 && close < text.length() - 1; ) {
            close++;
            depth += text.charAt(close) == '{' ? 1 : text.charAt(close) == '}' ? -1 : 0;
        }
        return close;
    }

    /// The last place before this one that is not blank.
    private int before(int place) {
        int last = place - 1;
        while (last >= 0 && Character.isWhitespace(text.charAt(last))) {
            last--;
        }
        return last;
    }

    private String wordAt(int end) {
        int start = end;
        while (start >= 0 && Character.isJavaIdentifierPart(text.charAt(start))) {
            start--;
        }
        return text.substring(start + 1, end + 1);
    }

    private int line(int place) {
        return 1 + (int) text.substring(0, place).chars().filter(c -> c == '\n').count();
    }

    private void blank() {
        while (at < text.length()) {
            switch (text.charAt(at)) {
                case '"', '\'' -> blankUntil(text.charAt(at));
                case '`' -> blankTemplate();
                case '/' -> slash();
                case '{' -> deeper(1);
                case '}' -> closeBrace();
                default -> at++;
            }
        }
    }

    private void deeper(int by) {
        depths.push(depths.pop() + by);
        at++;
    }

    private void closeBrace() {
        if (depths.size() > 1 && depths.element() == 0) {
            depths.pop();
            blankTemplate();
        } else {
            deeper(-1);
        }
    }

    private void slash() {
        if (text.indexOf("//", at) == at) {
            blank(endOf("\n", at));
        } else if (text.indexOf("/*", at) == at) {
            blank(endOf("*/", at + 2));
        } else if (beginsPattern()) {
            blankUntil('/');
        } else {
            at++;
        }
    }

    private boolean beginsPattern() {
        int last = before(at);
        return last < 0
                || BEFORE_PATTERN.indexOf(text.charAt(last)) >= 0
                || wordAt(last).equals("return");
    }

    /// The rest of a template, to its end or to the code in its midst.
    private void blankTemplate() {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '`' && text.indexOf("${", end) != end) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        boolean code = text.indexOf("${", end) == end;
        blank(end + (code ? 2 : 1));
        if (code) {
            depths.push(0);
        }
    }

    /// In a pattern a slash between brackets does not end it.
    private void blankUntil(char quote) {
        boolean between = false;
        int end = at + 1;
        while (end < text.length() && (between || text.charAt(end) != quote)) {
            char c = text.charAt(end);
            between = quote == '/' && (c == '[' || between && c != ']');
            end += c == '\\' ? 2 : 1;
        }
        blank(end + 1);
    }

    private int endOf(String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    private void blank(int end) {
        int stop = Math.min(end, text.length());
        IntStream.range(at, stop).filter(i -> text.charAt(i) != '\n').forEach(i -> text.setCharAt(i, ' '));
        at = stop;
    }
}
