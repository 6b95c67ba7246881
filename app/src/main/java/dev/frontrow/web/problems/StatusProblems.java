package dev.frontrow.web.problems;

import dev.frontrow.problem.ProblemCode;

/// Maps a bare HTTP status to a problem, where nothing else is known.
final class StatusProblems {

    private StatusProblems() {}

    static ProblemCode code(int status) {
        return switch (status) {
            case 401 -> ProblemCode.UNAUTHENTICATED;
            case 403 -> ProblemCode.FORBIDDEN;
            case 404 -> ProblemCode.NOT_FOUND;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 406 -> ProblemCode.NOT_ACCEPTABLE;
            case 408 -> ProblemCode.REQUEST_TOO_SLOW;
            case 413 -> ProblemCode.BODY_TOO_LARGE;
            case 414 -> ProblemCode.URI_TOO_LONG;
            case 415 -> ProblemCode.MEDIA_TYPE_UNSUPPORTED;
            case 429 -> ProblemCode.TOO_MANY_REQUESTS;
            case 431 -> ProblemCode.HEADERS_TOO_LARGE;
            case 503 -> ProblemCode.BUSY;
            // HTTP version not supported: the request's fault, not ours.
            case 505 -> ProblemCode.REQUEST_INVALID;
            default -> status >= 500 ? ProblemCode.INTERNAL_ERROR : ProblemCode.REQUEST_INVALID;
        };
    }
}
