package dev.frontrow.identity;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// At least 8 characters, and no more bytes than bcrypt looks at: a longer password would be cut without a word.
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AcceptablePassword.Rule.class)
@interface AcceptablePassword {

    String message() default "password";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Rule implements ConstraintValidator<AcceptablePassword, String> {

        private static final int CHARACTERS_MIN = 8;

        @Override
        public boolean isValid(@Nullable String password, ConstraintValidatorContext context) {
            if (password == null) {
                return true;
            }
            return password.codePointCount(0, password.length()) >= CHARACTERS_MIN
                    && password.getBytes(StandardCharsets.UTF_8).length <= PasswordHashing.BYTES_MAX;
        }
    }
}
