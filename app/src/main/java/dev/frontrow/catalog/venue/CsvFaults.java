package dev.frontrow.catalog.venue;

import dev.frontrow.problem.FormFaults;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is wrong with a CSV file: the first faults, each with its line and column.
final class CsvFaults {

    private record Fault(int line, String column, String message) {}

    private final List<Fault> faults = new ArrayList<>();

    /// Refuses the file at once if there are as many as an answer names.
    void note(int line, String column, String message) {
        faults.add(new Fault(line, column, message));
        if (faults.size() == FormFaults.NAMED_MAX) {
            throw all();
        }
    }

    Problem fault(int line, String column, String message) {
        faults.add(new Fault(line, column, message));
        return all();
    }

    void refuseAny() {
        if (!faults.isEmpty()) {
            throw all();
        }
    }

    private Problem all() {
        Problem problem = Problem.of(ProblemCode.CSV_INVALID);
        faults.stream()
                .sorted(Comparator.comparingInt(Fault::line))
                .forEach(fault -> problem.atLine(fault.line(), fault.column(), fault.message()));
        return problem;
    }
}
