package dev.frontrow.verifier;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Verifies the signature of a report of a sale. Runs without a build:
///
///     java verifier/src/main/java/dev/frontrow/verifier/VerifyReport.java report.json --key KEY
///
/// The exit status is 0 if all checks passed, 1 if a check failed, and 2 if there was nothing to check
/// or no key to trust.
public final class VerifyReport {

    private static final int GOOD = 0;
    private static final int FAILED = 1;
    private static final int NOTHING_CHECKED = 2;
    private static final int BYTES_MAX = 20_000_000;
    private static final int OK = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String ALGORITHM = "Ed25519";
    private static final String FORMAT = "frontrow-report-1";
    private static final String USAGE = "Usage: verify-report URL|FILE [--key KEY]";

    private VerifyReport() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        try {
            return verify(args, new Report(out));
        } catch (Unreadable unreadable) {
            err.println(Report.visible("verify-report: " + unreadable.getMessage()));
            return NOTHING_CHECKED;
        }
    }

    private static int verify(List<String> args, Report report) throws Unreadable {
        boolean withKey = args.size() == 3 && args.get(1).equals("--key");
        if (args.isEmpty() || args.size() != 1 && !withKey || args.getFirst().startsWith("--")) {
            throw new Unreadable(USAGE);
        }
        Optional<String> known = withKey ? Optional.of(args.get(2).strip()) : Optional.empty();
        Members signed = read(args.getFirst());
        Members told = object(signed, "report");
        Members signature = object(signed, "signature");
        report.say("The report of concert " + object(told, "concert").number("concertId") + ", made at "
                + told.text("madeAt"));
        report.check(told.text("format").equals(FORMAT), "it is a report as this program knows it: " + FORMAT);
        report.check(signature.text("algorithm").equals(ALGORITHM), "it is signed with " + ALGORITHM);
        String key = signature.text("publicKey");
        known.ifPresent(noted -> report.check(noted.equals(key), "it is signed with the key that you gave"));
        report.check(
                isSigned(known.orElse(key), CanonicalText.of(told), signature.text("value")),
                "the signature belongs to every character of it");
        return conclude(report, known, key);
    }

    private static int conclude(Report report, Optional<String> known, String key) {
        if (report.failed() > 0) {
            report.say("Not verified: " + report.failed() + " of the checks failed.");
            return FAILED;
        }
        if (known.isEmpty()) {
            report.say("Not verified yet: nothing was changed since it was signed, but anybody could have signed it.");
            report.say("Give the key of the server with --key. Its /api/v1/report-key should say " + key);
            return NOTHING_CHECKED;
        }
        report.say("Verified. Nothing was changed since it was signed.");
        return GOOD;
    }

    private static boolean isSigned(String key, String text, String value) throws Unreadable {
        try {
            PublicKey known = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(bytes(key)));
            var signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(known);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(bytes(value));
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static byte[] bytes(String base64) throws Unreadable {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw new Unreadable("That is not base64: " + Json.shortened(base64));
        }
    }

    private static Members object(Members of, String name) throws Unreadable {
        if (of.byName().get(name) instanceof Members members) {
            return members;
        }
        throw new Unreadable("The member \"" + name + "\" is missing or not an object.");
    }

    private static Members read(String address) throws Unreadable {
        String text = new String(
                address.matches("(?i)https?:.*") ? answered(address) : kept(address), StandardCharsets.UTF_8);
        Json json = new Json(text);
        Members members = json.next().orElseThrow(() -> new Unreadable(address + " is empty."));
        if (json.next().isPresent()) {
            throw new Unreadable(address + " has more than one thing in it.");
        }
        return members;
    }

    private static byte[] kept(String file) throws Unreadable {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > BYTES_MAX) {
                throw new Unreadable(file + " is too large for a report.");
            }
            return Files.readAllBytes(path);
        } catch (IOException | IllegalArgumentException broken) {
            throw new Unreadable("Cannot read " + Json.shortened(file) + ": " + broken.getMessage() + ".");
        }
    }

    private static byte[] answered(String address) throws Unreadable {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            var request =
                    HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT).build();
            var answer = http.send(request, BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                byte[] bytes = body.readNBytes(BYTES_MAX + 1);
                if (answer.statusCode() != OK || bytes.length > BYTES_MAX) {
                    throw new Unreadable(address + " answers " + answer.statusCode() + " instead of a report.");
                }
                return bytes;
            }
        } catch (IOException | IllegalArgumentException broken) {
            throw new Unreadable("Cannot reach " + Json.shortened(address) + ": " + broken.getMessage() + ".");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Unreadable("It was stopped.");
        }
    }
}
