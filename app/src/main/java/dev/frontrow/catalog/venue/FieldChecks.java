package dev.frontrow.catalog.venue;

import dev.frontrow.catalog.SeatPlan.Point;
import dev.frontrow.problem.FormFaults;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.Problem.FieldFault;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Checks of single fields of a plan. A fault names the field by its path in our own format. The check goes on after
/// a fault in an element of a list, so that one answer names several.
final class FieldChecks {

    static final int NAME_MAX = 40;

    /// A kilometre.
    private static final int COORDINATE_MAX = 100_000;

    private static final int CORNERS_MIN = 3;
    private static final int CORNERS_MAX = 200;

    private final List<FieldFault> faults = new ArrayList<>();

    static Problem fault(String path, String message) {
        return Problem.invalidField(path, message);
    }

    /// Notes a fault, and goes on unless there are as many as an answer names.
    void note(String path, String message) {
        faults.add(new FieldFault(path, message));
        if (faults.size() == FormFaults.NAMED_MAX) {
            throw all();
        }
    }

    private void note(Problem fault) {
        fault.fieldFaults().forEach(each -> note(each.field(), each.message()));
    }

    int noted() {
        return faults.size();
    }

    /// What the given check makes, if nothing was at fault.
    <P> P whole(Supplier<P> check) {
        P made = null;
        try {
            made = check.get();
        } catch (Problem fault) {
            if (noted() < FormFaults.NAMED_MAX) {
                note(fault);
            }
        }
        if (made == null || noted() > 0) {
            throw all();
        }
        return made;
    }

    private Problem all() {
        Problem all = Problem.of(ProblemCode.REQUEST_INVALID);
        faults.forEach(fault -> all.at(fault.field(), fault.message()));
        return all;
    }

    void require(boolean holds, String path, String message) {
        if (!holds) {
            throw fault(path, message);
        }
    }

    String text(String path, @Nullable String text, int max) {
        if (text == null) {
            throw fault(path, "required");
        }
        return PlainText.line(path, text, max);
    }

    /// A name that may be missing.
    String optional(String path, @Nullable String text) {
        return text == null || !PlainText.isVisible(text) ? "" : text(path, text, NAME_MAX);
    }

    int number(String path, @Nullable Integer number, int min, int max) {
        if (number == null) {
            throw fault(path, "required");
        }
        require(number >= min && number <= max, path, "number");
        return number;
    }

    /// The point of what stands at this path.
    Point point(String path, @Nullable Integer x, @Nullable Integer y) {
        return new Point(
                number(path + ".x", x, -COORDINATE_MAX, COORDINATE_MAX),
                number(path + ".y", y, -COORDINATE_MAX, COORDINATE_MAX));
    }

    /// A point that is given as a list of two numbers.
    Point point(String path, List<Integer> pair) {
        require(pair.size() == 2, path, "point");
        return new Point(
                number(path + "[0]", pair.getFirst(), -COORDINATE_MAX, COORDINATE_MAX),
                number(path + "[1]", pair.getLast(), -COORDINATE_MAX, COORDINATE_MAX));
    }

    List<Point> shape(String path, @Nullable List<List<Integer>> shape) {
        if (shape == null) {
            throw fault(path, "required");
        }
        List<Point> corners = each(path, shape, CORNERS_MAX, this::point);
        if (corners.size() < shape.size()) {
            throw Problem.of(ProblemCode.REQUEST_INVALID);
        }
        require(corners.size() >= CORNERS_MIN, path, "shape");
        var outline = new Outline(corners);
        require(!outline.isFlat(), path, "shape");
        outline.crossing().ifPresent(corner -> {
            throw fault(path + "[" + corner + "]", "shape-crosses");
        });
        return corners;
    }

    /// Checks the elements of a list, and leaves out those at fault; a list that is missing is empty.
    <F, P> List<P> each(String path, @Nullable List<F> forms, int max, BiFunction<String, F, P> check) {
        if (forms == null) {
            return List.of();
        }
        require(forms.size() <= max, path, "too-large");
        List<P> checked = new ArrayList<>(forms.size());
        for (int i = 0; i < forms.size(); i++) {
            String at = path + "[" + i + "]";
            F form = forms.get(i);
            try {
                require(form != null, at, "required");
                checked.add(check.apply(at, form));
            } catch (Problem fault) {
                if (noted() == FormFaults.NAMED_MAX) {
                    throw fault;
                }
                note(fault);
            }
        }
        return List.copyOf(checked);
    }
}
