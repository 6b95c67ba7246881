package dev.frontrow.problem;

import dev.frontrow.problem.Problem.FieldFault;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The faults of a form with long lists, found part by part. The search ends when enough is known: a validator
/// that goes through all of a spoilt list takes a kilobyte for each fault. Not thread-safe.
public final class FormFaults {

    /// A list of a thousand faults helps no client.
    public static final int NAMED_MAX = 20;

    private static final Set<String> REQUIRED = Set.of("NotNull", "NotBlank", "NotEmpty");

    private final Validator validator;
    private final List<FieldFault> faults = new ArrayList<>();

    public FormFaults(Validator validator) {
        this.validator = validator;
    }

    /// The message for a field that breaks a constraint: text, or the key of a message of ours.
    ///
    /// @param text what Bean Validation says, which is in the caller's language already
    public static String message(String constraint, @Nullable String text) {
        return REQUIRED.contains(constraint) ? "required" : Objects.requireNonNullElse(text, "type");
    }

    /// Checks the fields of the form itself.
    public FormFaults check(Object form) {
        addFaults("", form);
        return this;
    }

    /// Checks the elements of a list of the form, of which none may be null; not of one that is wrong itself.
    ///
    /// @param list its name, and null where there is none
    public FormFaults checkEach(String name, @Nullable List<?> list) {
        return checkEach(name, list, _ -> false);
    }

    /// The same for very long lists, for which the validator would take longer than all the rest: it checks only
    /// elements that the predicate does not accept.
    public <T> FormFaults checkEach(String name, @Nullable List<T> list, Predicate<? super T> seenToBeRight) {
        if (list == null || isAtFault(name)) {
            return this;
        }
        for (int i = 0; i < list.size() && !isEnough(); i++) {
            T part = list.get(i);
            if (part == null) {
                faults.add(new FieldFault(name + "[" + i + "]", "required"));
            } else if (!seenToBeRight.test(part)) {
                addFaults(name + "[" + i + "].", part);
            }
        }
        return this;
    }

    /// Refuses a form that has faults, and names the first of them.
    public void refuseIfAny() {
        if (!faults.isEmpty()) {
            Problem problem = Problem.of(ProblemCode.REQUEST_INVALID);
            faults.forEach(fault -> problem.at(fault.field(), fault.message()));
            throw problem;
        }
    }

    private boolean isAtFault(String name) {
        return faults.stream().anyMatch(fault -> fault.field().equals(name));
    }

    private boolean isEnough() {
        return faults.size() >= NAMED_MAX;
    }

    /// By name, since the validator finds them in any order.
    private void addFaults(String path, Object part) {
        validator.validate(part).stream()
                .map(violation -> new FieldFault(path + violation.getPropertyPath(), message(violation)))
                .sorted(Comparator.comparing(FieldFault::field))
                .limit(NAMED_MAX - faults.size())
                .forEach(faults::add);
    }

    private static String message(ConstraintViolation<?> violation) {
        var constraint = violation.getConstraintDescriptor().getAnnotation().annotationType();
        return message(constraint.getSimpleName(), violation.getMessage());
    }
}
