package dev.frontrow.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The source of a draw's pages: a server, or a file with one or more saved pages in sequence.
interface Pages {

    int FILE_BYTES_MAX = 1_000_000_000;
    int PAGE_BYTES_MAX = 20_000_000;

    /// The page whose leaves begin with this one; empty if there are no more.
    Optional<Members> from(long leaf) throws Unreadable;

    static Pages of(String address) throws Unreadable {
        return address.matches("(?i)https?:.*") ? new Server(address(address)) : new SavedFile(address);
    }

    /// The single object in a file.
    static Members single(String file) throws Unreadable {
        Json json = new Json(content(file));
        Members members = json.next().orElseThrow(() -> new Unreadable(file + " is empty."));
        if (json.next().isPresent()) {
            throw new Unreadable(file + " has more than one thing in it.");
        }
        return members;
    }

    private static URI address(String address) throws Unreadable {
        try {
            URI uri = URI.create(address);
            if (uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // Reported below.
        }
        throw new Unreadable("That is not an address such as http://host/api/v1/concerts/1/draw (without ? or #): "
                + Json.shortened(address));
    }

    static String content(String file) throws Unreadable {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > FILE_BYTES_MAX) {
                throw new Unreadable(file + " is too large.");
            }
            return utf8(Files.readAllBytes(path));
        } catch (NoSuchFileException _) {
            throw new Unreadable("There is no file " + Json.shortened(file) + ".");
        } catch (IOException | IllegalArgumentException broken) {
            throw new Unreadable("Cannot read " + Json.shortened(file) + ": " + broken.getMessage() + ".");
        }
    }

    static String utf8(byte[] bytes) throws Unreadable {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new Unreadable("It is not text in UTF-8.");
        }
    }

    final class SavedFile implements Pages {

        private final Json json;

        SavedFile(String file) throws Unreadable {
            json = new Json(content(file));
        }

        @Override
        public Optional<Members> from(long leaf) throws Unreadable {
            Optional<Members> page = json.next();
            if (leaf == 0 && page.isEmpty()) {
                throw new Unreadable("The file is empty.");
            }
            return page;
        }
    }

    final class Server implements Pages {

        private static final Duration TIMEOUT = Duration.ofSeconds(60);
        private static final int OK = 200;

        private final HttpClient http = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        private final URI draw;

        Server(URI draw) {
            this.draw = draw;
        }

        @Override
        public Optional<Members> from(long leaf) throws Unreadable {
            var request = HttpRequest.newBuilder(URI.create(draw + "?fromLeaf=" + leaf))
                    .timeout(TIMEOUT)
                    .header("Accept", "application/json")
                    .build();
            try {
                return page(http.send(request, BodyHandlers.ofInputStream()));
            } catch (IOException broken) {
                throw new Unreadable(
                        "Cannot reach " + draw + ": " + broken.getClass().getSimpleName()
                                + Optional.ofNullable(broken.getMessage())
                                        .map(said -> ", " + said)
                                        .orElse("") + ".");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new Unreadable("It was stopped.");
            }
        }

        private Optional<Members> page(HttpResponse<InputStream> answer) throws IOException, Unreadable {
            try (InputStream body = answer.body()) {
                requireOk(answer);
                byte[] bytes = body.readNBytes(PAGE_BYTES_MAX + 1);
                if (bytes.length > PAGE_BYTES_MAX) {
                    throw new Unreadable(draw + " answers more than a page of a draw has.");
                }
                return new Json(utf8(bytes)).next();
            }
        }

        private void requireOk(HttpResponse<?> answer) throws Unreadable {
            Optional<String> elsewhere = answer.headers().firstValue("Location");
            if (answer.statusCode() / 100 == 3 && elsewhere.isPresent()) {
                throw new Unreadable(
                        draw + " leads elsewhere, which is not followed. If you trust it, give that address: "
                                + Json.shortened(elsewhere.get()));
            }
            if (answer.statusCode() != OK) {
                throw new Unreadable(draw + " answers " + answer.statusCode() + " instead of a draw.");
            }
        }
    }
}
