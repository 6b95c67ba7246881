package dev.frontrow.storefront;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// Test pages that fail as real ones could.
@Hidden
@Controller
class ProbePages {

    @GetMapping("/probe/bug")
    String bug() {
        throw new IllegalStateException("a secret of the inside");
    }

    @GetMapping("/probe/later/{code}")
    String later(@PathVariable ProblemCode code) {
        throw Problem.of(code).retryAfter(Duration.ofSeconds(1));
    }
}
