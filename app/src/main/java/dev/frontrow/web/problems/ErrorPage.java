package dev.frontrow.web.problems;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemWriter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// Answers requests that a filter refused or failed on.
@Controller
class ErrorPage implements ErrorController {

    private final Refusals refusals;
    private final ProblemWriter problems;

    ErrorPage(Refusals refusals, ProblemWriter problems) {
        this.refusals = refusals;
        this.problems = problems;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
            refusals.answer(thrown, request, response);
            return;
        }
        // A direct request for this address, without an error, gets 404 like any unknown address.
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer sent ? sent : 404;
        problems.write(request, response, Problem.of(StatusProblems.code(status)));
    }
}
