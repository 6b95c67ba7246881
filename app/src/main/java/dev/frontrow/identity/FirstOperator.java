package dev.frontrow.identity;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/// Sees to it that somebody can run the on-sale: there is always an operator named `operator`. Their password is the
/// configured one, or else one that is made up and shown once, on standard output and never in a log.
@Component
class FirstOperator implements ApplicationRunner {

    static final String USERNAME = "operator";
    private static final int GENERATED_BYTES = 15;

    private final Buyers buyers;
    private final PasswordHashing passwords;
    private final @Nullable String configured;
    private final PrintStream out;

    @Autowired
    FirstOperator(
            Buyers buyers,
            PasswordHashing passwords,
            @Value("${frontrow.operator-password:#{null}}") @Nullable String configured) {
        this(buyers, passwords, configured, System.out);
    }

    FirstOperator(Buyers buyers, PasswordHashing passwords, @Nullable String configured, PrintStream out) {
        this.buyers = buyers;
        this.passwords = passwords;
        this.configured = configured == null || configured.isBlank() ? null : configured;
        this.out = out;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (configured == null) {
            generate();
        } else {
            apply(configured);
        }
    }

    private void generate() {
        if (buyers.findByUsername(USERNAME).isPresent()) {
            return;
        }
        byte[] random = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        // Another node may have been first; then the password that it printed is the right one.
        if (buyers.insert(USERNAME, hash(password), null, Role.OPERATOR).isPresent()) {
            out.println("Operator sign-in: " + USERNAME + " / " + password);
            out.println(
                    "This password is shown only once. FRONTROW_OPERATOR_PASSWORD sets another one at the next start.");
        }
    }

    private void apply(String password) {
        if (password.getBytes(StandardCharsets.UTF_8).length > PasswordHashing.BYTES_MAX) {
            throw new IllegalStateException(
                    "FRONTROW_OPERATOR_PASSWORD may have at most " + PasswordHashing.BYTES_MAX + " bytes");
        }
        var operator = buyers.findByUsername(USERNAME);
        if (operator.isEmpty()
                && buyers.insert(USERNAME, hash(password), null, Role.OPERATOR).isPresent()) {
            return;
        }
        var existing = operator.or(() -> buyers.findByUsername(USERNAME)).orElseThrow();
        if (!passwords.matches(password, existing.passwordHash()).orElseThrow()) {
            buyers.changePassword(existing.buyerId(), hash(password));
        }
    }

    private String hash(String password) {
        return passwords.hash(password).orElseThrow();
    }
}
