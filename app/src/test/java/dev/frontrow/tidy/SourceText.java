package dev.frontrow.tidy;

import java.util.List;
import java.util.stream.IntStream;

/// A Java source, split into code and comments.
record SourceText(String code, String comments) {

    private enum In {
        CODE,
        LINE_COMMENT,
        BLOCK_COMMENT,
        STRING,
        TEXT_BLOCK,
        CHARACTER
    }

    /// Both parts keep all line breaks, so that line numbers stay the same.
    static SourceText of(String source) {
        var code = new StringBuilder();
        var comments = new StringBuilder();
        In state = In.CODE;
        int at = 0;
        while (at < source.length()) {
            String token = token(source, at, state);
            In next = next(state, token);
            boolean comment = isComment(state) || isComment(next);
            (comment ? comments : code).append(token);
            if (token.equals("\n")) {
                (comment ? code : comments).append('\n');
            }
            state = next;
            at += token.length();
        }
        return new SourceText(code.toString(), comments.toString());
    }

    private static boolean isComment(In state) {
        return state == In.LINE_COMMENT || state == In.BLOCK_COMMENT;
    }

    /// The next token that could change the state: a mark of one to three characters, or any single character.
    private static String token(String source, int at, In state) {
        List<String> marks = switch (state) {
            case CODE -> List.of("\"\"\"", "//", "/*", "\"", "'");
            case LINE_COMMENT -> List.of("\n");
            case BLOCK_COMMENT -> List.of("*/");
            case STRING -> List.of("\\\\", "\\\"", "\"");
            case TEXT_BLOCK -> List.of("\\\\", "\\\"", "\"\"\"");
            case CHARACTER -> List.of("\\\\", "\\'", "'");
        };
        return marks.stream()
                .filter(mark -> source.startsWith(mark, at))
                .findFirst()
                .orElseGet(() -> source.substring(at, at + 1));
    }

    private static In next(In state, String token) {
        return switch (state) {
            case CODE ->
                switch (token) {
                    case "//" -> In.LINE_COMMENT;
                    case "/*" -> In.BLOCK_COMMENT;
                    case "\"\"\"" -> In.TEXT_BLOCK;
                    case "\"" -> In.STRING;
                    case "'" -> In.CHARACTER;
                    default -> In.CODE;
                };
            case LINE_COMMENT -> token.equals("\n") ? In.CODE : state;
            case BLOCK_COMMENT -> token.equals("*/") ? In.CODE : state;
            case STRING -> token.equals("\"") ? In.CODE : state;
            case TEXT_BLOCK -> token.equals("\"\"\"") ? In.CODE : state;
            case CHARACTER -> token.equals("'") ? In.CODE : state;
        };
    }

    long codeLines() {
        return code.lines().filter(line -> !line.isBlank()).count();
    }

    /// The numbers of lines whose comment contains the word.
    List<Integer> commentLinesWith(String word) {
        List<String> lines = comments.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).contains(word))
                .mapToObj(line -> line + 1)
                .toList();
    }
}
