package dev.frontrow.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the pages of the audit log come from: a server, or a file with the saved pages in sequence.
interface AuditPages {

    /// The page behind this entry; empty if there are no more.
    Optional<Members> after(long sequence) throws Unreadable;

    /// The heads that are public there; none in a file.
    List<AuditChain.Head> heads() throws Unreadable;

    static AuditPages of(String address, Optional<String> token) throws Unreadable {
        return address.matches("(?i)https?:.*")
                ? new Server(address.replaceFirst("/+$", ""), token)
                : new SavedFile(Pages.content(address));
    }

    static List<AuditChain.Head> heads(Members page) throws Unreadable {
        List<AuditChain.Head> heads = new ArrayList<>();
        for (Members head : page.objects("heads")) {
            heads.add(new AuditChain.Head(
                    Json.shortened(head.text("day")),
                    head.number("sequence"),
                    head.hex("hash", ChainedEntry.HASH_BYTES)));
        }
        return heads;
    }

    final class SavedFile implements AuditPages {

        private final Json json;

        SavedFile(String content) {
            json = new Json(content);
        }

        @Override
        public Optional<Members> after(long sequence) throws Unreadable {
            return json.next();
        }

        @Override
        public List<AuditChain.Head> heads() {
            return List.of();
        }
    }

    final class Server implements AuditPages {

        private static final Duration TIMEOUT = Duration.ofSeconds(60);
        private static final int PAGE_BYTES_MAX = 500_000_000;
        private static final int OK = 200;

        private final HttpClient http = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        private final String base;
        private final Optional<String> token;

        Server(String base, Optional<String> token) {
            this.base = base;
            this.token = token;
        }

        @Override
        public Optional<Members> after(long sequence) throws Unreadable {
            if (token.isEmpty()) {
                throw new Unreadable("The log is for operators: put an access token into FRONTROW_TOKEN.");
            }
            return Optional.of(read(base + "/api/v1/operator/audit?limit=500&after=" + sequence, token));
        }

        @Override
        public List<AuditChain.Head> heads() throws Unreadable {
            return AuditPages.heads(read(base + "/api/v1/audit-heads", Optional.empty()));
        }

        private Members read(String address, Optional<String> bearer) throws Unreadable {
            try {
                var request = HttpRequest.newBuilder(URI.create(address))
                        .timeout(TIMEOUT)
                        .header("Accept", "application/json");
                bearer.ifPresent(value -> request.header("Authorization", "Bearer " + value));
                var answer = http.send(request.build(), BodyHandlers.ofInputStream());
                try (InputStream body = answer.body()) {
                    if (answer.statusCode() != OK) {
                        throw new Unreadable(address + " answers " + answer.statusCode() + ".");
                    }
                    String page = Pages.utf8(body.readNBytes(PAGE_BYTES_MAX));
                    return new Json(page).next().orElseThrow(() -> new Unreadable(address + " answers nothing."));
                }
            } catch (IOException | IllegalArgumentException broken) {
                throw new Unreadable("Cannot reach " + Json.shortened(address) + ": " + broken.getMessage() + ".");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new Unreadable("It was stopped.");
            }
        }
    }
}
