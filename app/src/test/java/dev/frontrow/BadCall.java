package dev.frontrow;

import static java.util.stream.Collectors.toSet;

import dev.frontrow.ApiClient.Answer;
import dev.frontrow.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A valid call, made invalid in one place.
///
/// @param name  the place and the change
/// @param field the field that the refusal must name; null if the code suffices, or no field can be named
/// @param code  the code of the refusal; null if several are right
record BadCall(
        String name,
        Request request,
        @Nullable String field,
        @Nullable ProblemCode code) {

    /// For a fault that may be reported at one of several fields.
    static final String ANY_FIELD = "any field";

    private static final int TEXT_LENGTH_MAX = 16_384;
    private static final Set<String> CODES =
            Arrays.stream(ProblemCode.values()).map(ProblemCode::code).collect(toSet());

    /// Internals that no answer may contain.
    private static final Pattern INSIDE = Pattern.compile("(?i)exception|\\bat [a-z]+\\.[\\w.$]+\\(|\\.java\\b|java\\."
            + "|jakarta\\.|org\\.\\w|dev\\.frontrow|jackson|jetty|spring|hibernate|sqlstate|psql|\\bselect\\b.*\\bfrom\\b"
            + "|insert into");

    static BadCall at(String field, String what, Request request) {
        return new BadCall(field + ": " + what, request, field, null);
    }

    static BadCall as(ProblemCode code, String name, Request request) {
        return new BadCall(name, request, null, code);
    }

    /// For a call that different layers may refuse, each with its own code.
    static BadCall anyhow(String name, Request request) {
        return new BadCall(name, request, null, null);
    }

    BadCall alsoAs(ProblemCode wanted) {
        return new BadCall(name, request, field, wanted);
    }

    BadCall alsoAt(String wanted) {
        return new BadCall(name, request, wanted, code);
    }

    /// The faults of the answer; empty if it is the expected refusal.
    List<String> faultsOf(Answer answer) {
        List<String> faults = new ArrayList<>();
        if (answer.status() < 400 || answer.status() > 499) {
            faults.add("status " + answer.status());
        }
        if (!answer.header("Content-Type").equals("application/problem+json")) {
            faults.add("content type " + answer.header("Content-Type"));
        }
        if (answer.bytes().length > TEXT_LENGTH_MAX) {
            faults.add("a body of " + answer.bytes().length + " bytes");
        }
        if (INSIDE.matcher(answer.text()).find()) {
            faults.add("tells about the inside");
        }
        try {
            faults.addAll(faultsOf(answer, answer.body()));
        } catch (JacksonException notJson) {
            faults.add("not JSON");
        }
        return faults;
    }

    private List<String> faultsOf(Answer answer, JsonNode problem) {
        List<String> faults = new ArrayList<>();
        if (problem.path("status").asInt(0) != answer.status()) {
            faults.add("its status member is " + problem.path("status"));
        }
        if (!CODES.contains(answer.code())) {
            faults.add("an unknown code " + answer.code());
        }
        if (code != null && !answer.code().equals(code.code())) {
            faults.add("not " + code.code());
        }
        // A wrong username and a wrong password must be indistinguishable.
        boolean mayName = !answer.code().equals(ProblemCode.CREDENTIALS_WRONG.code());
        if (field != null && mayName && !names(problem, answer.status() == 413 ? "body" : field)) {
            faults.add("does not name " + field);
        }
        return faults;
    }

    /// Either the list or its invalid element may be named.
    private static boolean names(JsonNode problem, String wanted) {
        for (JsonNode error : problem.path("errors")) {
            String named = error.path("field").asString("");
            if (wanted.equals(ANY_FIELD)
                    || named.equals(wanted)
                    || named.startsWith(wanted + "[")
                    || wanted.startsWith(named + "[")) {
                return true;
            }
        }
        return false;
    }
}
