package dev.frontrow.web.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.groupcommit.GroupCommitBusyException;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class ExceptionProblemsTest {

    static Stream<Arguments> meanings() {
        return Stream.of(
                Arguments.of(new CannotGetJdbcConnectionException("pool"), ProblemCode.BUSY),
                Arguments.of(new CannotCreateTransactionException("pool"), ProblemCode.BUSY),
                Arguments.of(new QueryTimeoutException("slow"), ProblemCode.BUSY),
                Arguments.of(new CannotAcquireLockException("locked"), ProblemCode.BUSY),
                Arguments.of(
                        new IllegalStateException(new SQLTransientConnectionException("exhausted")), ProblemCode.BUSY),
                Arguments.of(
                        new RuntimeException(new RuntimeException(new SQLException("gone", "08006"))),
                        ProblemCode.BUSY),
                Arguments.of(new GroupCommitBusyException("full"), ProblemCode.BUSY),
                Arguments.of(new AsyncRequestTimeoutException(), ProblemCode.BUSY),
                Arguments.of(new IllegalStateException(Problem.of(ProblemCode.SEAT_TAKEN)), ProblemCode.SEAT_TAKEN),
                Arguments.of(new RequestRejectedException("odd"), ProblemCode.REQUEST_INVALID),
                Arguments.of(new ResponseStatusException(HttpStatus.NOT_FOUND), ProblemCode.NOT_FOUND));
    }

    @ParameterizedTest
    @MethodSource("meanings")
    void saysWhatAnExceptionMeansToTheCaller(Exception thrown, ProblemCode code) {
        assertThat(ExceptionProblems.problem(thrown))
                .get()
                .extracting(Problem::code)
                .isEqualTo(code);
    }

    static Stream<Exception> bugs() {
        return Stream.of(
                new IllegalStateException(),
                new DuplicateKeyException("a rule that nobody expected"),
                new RuntimeException(new SQLException("syntax", "42601")),
                new RuntimeException(new SQLException("no state")),
                jsonOfOurOwn());
    }

    private static Exception jsonOfOurOwn() {
        try {
            JsonMapper.shared().readTree("{");
            throw new AssertionError();
        } catch (JacksonException broken) {
            return broken;
        }
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void admitsWhatIsAFaultOfOurs(Exception thrown) {
        assertThat(ExceptionProblems.problem(thrown)).isEmpty();
    }
}
