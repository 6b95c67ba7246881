package dev.frontrow.identity.passwords;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The password fits [PasswordRule]; the message says what is wrong with it.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AcceptablePassword.Rule.class)
public @interface AcceptablePassword {

    String message() default "password-common";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /// A form with a new password in it.
    interface ChosenCredentials {

        @Nullable
        String username();

        @Nullable
        String password();
    }

    class Rule implements ConstraintValidator<AcceptablePassword, ChosenCredentials> {

        @Override
        public boolean isValid(ChosenCredentials form, ConstraintValidatorContext context) {
            if (form.password() == null) {
                return true;
            }
            var fault = PasswordRule.fault(form.password(), Objects.requireNonNullElse(form.username(), ""));
            fault.ifPresent(found -> {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(found.key())
                        .addPropertyNode("password")
                        .addConstraintViolation();
            });
            return fault.isEmpty();
        }
    }
}
