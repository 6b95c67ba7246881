package dev.frontrow.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Says where scripts, style sheets, templates and shell leave the house style, and what to do instead.
final class PageTidy {

    static final int FILE_LINES_MAX = 300;
    static final int FUNCTION_LINES_MAX = 40;
    static final int TEMPLATE_COLUMNS_MAX = 160;

    private static final Pattern SHELL_FUNCTION = Pattern.compile("(?m)^(\\w+)\\(\\) \\{.*\\R(?:(?!}).*\\R)*}");
    private static final Pattern WORDS_IN_DATA = Pattern.compile("th:data-[\\w-]+=\"#\\{");
    private static final Pattern SAID_ALOUD =
            Pattern.compile("aria-?live|ariaLive|[\"']role[\"'], *[\"'](status|alert)|\"say(-urgently)?\"");

    private PageTidy() {}

    static List<String> findings(String path, String text) {
        List<String> findings = new ArrayList<>();
        long lines = text.lines().count();
        if (lines > FILE_LINES_MAX) {
            findings.add("%s has %d lines: split it, a file has at most %d".formatted(path, lines, FILE_LINES_MAX));
        }
        switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "js" -> checkScript(path, text, findings);
            case "html" -> checkTemplate(path, text, findings);
            case "css" -> {}
            default -> checkShell(path, text, findings);
        }
        return findings;
    }

    private static void checkScript(String path, String text, List<String> findings) {
        ScriptText.of(text)
                .functions()
                .forEach(function -> checkFunction(path, function.line(), function.lines(), findings));
        if (!path.endsWith("/announce.js") && SAID_ALOUD.matcher(text).find()) {
            findings.add(path + " says something aloud: call announce, it is the one way");
        }
    }

    private static void checkShell(String path, String text, List<String> findings) {
        Matcher functions = SHELL_FUNCTION.matcher(text);
        while (functions.find()) {
            int line = 1 + (int) text.substring(0, functions.start()).lines().count();
            checkFunction(path, line, (int) functions.group().lines().count(), findings);
        }
    }

    private static void checkFunction(String path, int line, int lines, List<String> findings) {
        if (lines > FUNCTION_LINES_MAX) {
            findings.add("%s:%d has a function of %d lines: split it, a function has at most %d"
                    .formatted(path, line, lines, FUNCTION_LINES_MAX));
        }
    }

    private static void checkTemplate(String path, String text, List<String> findings) {
        List<String> lines = text.lines().toList();
        IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).length() > TEMPLATE_COLUMNS_MAX)
                .forEach(line -> findings.add("%s:%d has %d columns: break the line between attributes, at %d"
                        .formatted(path, line + 1, lines.get(line).length(), TEMPLATE_COLUMNS_MAX)));
        if (WORDS_IN_DATA.matcher(text).find()) {
            findings.add(path + " has words in an attribute: put them into the page's block of words");
        }
        if (!path.endsWith("/layout.html") && text.contains("aria-live")) {
            findings.add(path + " has a live region of its own: call announce, it writes into those of the layout");
        }
    }
}
