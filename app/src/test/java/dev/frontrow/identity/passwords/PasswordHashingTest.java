package dev.frontrow.identity.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class PasswordHashingTest {

    @AutoClose
    private final PasswordHashing patient = new PasswordHashing(new PasswordEncoding(), 2, Duration.ofSeconds(30), 8);

    @AutoClose
    private final PasswordHashing impatient = new PasswordHashing(new PasswordEncoding(), 1, Duration.ZERO, 8);

    @Test
    void recognizesThePasswordBehindAHash() {
        String hash = patient.hash("correct horse").orElseThrow();

        assertThat(patient.matches("correct horse", hash)).contains(true);
        assertThat(patient.matches("wrong horse", hash)).contains(false);
    }

    /// The rounds slow down whoever steals the hashes. An unknown username must cost as much as a known one.
    @Test
    void hashesWithAThousandRoundsAlsoForNobody() {
        String cost = "{hmac-bcrypt}$2a$10$";

        assertThat(patient.hash("correct horse").orElseThrow()).startsWith(cost);
        assertThat(new PasswordEncoding().ofNobody()).startsWith(cost);
    }

    @Test
    void neverMatchesWhereThereIsNoHash() {
        assertThat(patient.matches("an unknown username must cost as much as a wrong password", null))
                .contains(false);
    }

    @Test
    void looksAtAllOfALongPassword() {
        String hash = patient.hash("x".repeat(128)).orElseThrow();

        assertThat(patient.matches("x".repeat(128), hash)).contains(true);
        assertThat(patient.matches("x".repeat(127), hash)).contains(false);
        assertThat(patient.matches("x".repeat(129), hash)).contains(false);
        assertThat(patient.matches("x".repeat(1_000_000), hash)).contains(false);
    }

    @Test
    void doesNotMindOnWhichKeyboardAPasswordIsTyped() {
        String hash = patient.hash("café in 서울").orElseThrow();

        String decomposed = Normalizer.normalize("café\u3000in\u00a0서울", Normalizer.Form.NFD);
        assertThat(patient.matches(decomposed, hash)).contains(true);
        assertThat(patient.matches("cafe in 서울", hash)).contains(false);
    }

    @Test
    void knowsHashesOfThePasswordItself() {
        String plain = "{bcrypt}" + new BCryptPasswordEncoder(4).encode("x".repeat(72));

        assertThat(patient.matches("x".repeat(72), plain)).contains(true);
        assertThat(patient.matches("x".repeat(73), plain)).contains(false);
    }

    @Test
    void saysBusyInsteadOfPilingUp() throws Exception {
        assertThat(hashes(impatient, 8)).contains(Optional.empty());
    }

    @Test
    void saysBusyAtOnceWhereTooManyWait() throws Exception {
        try (var crowded = new PasswordHashing(new PasswordEncoding(), 1, Duration.ofSeconds(30), 2)) {
            var hashes = hashes(crowded, 20);

            assertThat(hashes).contains(Optional.empty());
            assertThat(hashes.stream().filter(Optional::isPresent)).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void hashesAllWhoCanWait() throws Exception {
        assertThat(hashes(patient, 8)).doesNotContain(Optional.empty());
    }

    private static List<Optional<String>> hashes(PasswordHashing hashing, int count) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<String>>> results = IntStream.range(0, count)
                    .mapToObj(i -> threads.submit(() -> hashing.hash("password " + i)))
                    .toList();
            var hashes = new ArrayList<Optional<String>>();
            for (var result : results) {
                hashes.add(result.get());
            }
            return hashes;
        }
    }
}
