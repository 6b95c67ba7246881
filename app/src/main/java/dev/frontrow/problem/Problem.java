package dev.frontrow.problem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A refusal on its way out of an endpoint. Domain code answers with sealed outcomes; only controllers and filters,
/// which have nothing left to decide, throw this. It carries no stack trace: a refusal is an answer, not a fault.
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// One field at fault: its name as the client wrote it, and the key of the message that says what is wanted.
    ///
    /// @param line of a table in which the field is a column; 0: the field is not in a table
    public record FieldFault(String field, String message, int line) {

        public FieldFault(String field, String message) {
            this(field, message, 0);
        }
    }

    private final ProblemCode code;
    private final transient List<FieldFault> fieldFaults = new ArrayList<>();
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private transient Object[] detailArguments = {};
    private transient @Nullable Duration retryAfter;

    private Problem(ProblemCode code) {
        super(code.code(), null, false, false);
        this.code = code;
    }

    public static Problem of(ProblemCode code) {
        return new Problem(code);
    }

    /// A 400 that names the field; `message` is a key under `field.` in `messages/problems*.properties`, or finished
    /// text.
    public static Problem invalidField(String field, String message) {
        return of(ProblemCode.REQUEST_INVALID).at(field, message);
    }

    /// A refusal because nothing has the id, or the name, that the client wrote into this field.
    public static Problem unknown(ProblemCode code, String field) {
        return of(code).at(field, "unknown-id");
    }

    /// Names a field at fault.
    public Problem at(String field, String message) {
        fieldFaults.add(new FieldFault(field, message));
        return this;
    }

    /// Names a cell at fault, of a line that is counted from 1.
    public Problem atLine(int line, String column, String message) {
        fieldFaults.add(new FieldFault(column, message, line));
        return this;
    }

    /// Adds an extension member to the document, e.g. `takenSeats`.
    public Problem with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    /// Arguments of the detail's message.
    public Problem saying(Object... arguments) {
        detailArguments = arguments;
        return this;
    }

    /// When a repeat makes sense; sent as `Retry-After` in whole seconds, rounded up.
    public Problem retryAfter(Duration wait) {
        retryAfter = wait;
        return this;
    }

    public ProblemCode code() {
        return code;
    }

    /// The fields at fault that have been named.
    public List<FieldFault> fieldFaults() {
        return fieldFaults;
    }

    Map<String, Object> members() {
        return members;
    }

    Object[] detailArguments() {
        return detailArguments;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
