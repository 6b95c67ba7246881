package dev.frontrow.waitingroom.push;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands messages to push services. Every wait is bounded, no redirect is followed, and nothing is sent twice: an
/// alert that comes late is worth nothing, and many repeats would only load a service that is overloaded. Thread-safe.
public final class PushClient {

    private static final Logger LOG = LoggerFactory.getLogger(PushClient.class);

    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private static final int NOT_FOUND = 404;
    private static final int NO_LONGER = 410;

    private final Supplier<HttpClient> http;
    private final PushEndpoints endpoints;
    private final PublicAddresses addresses;
    private final Sender sender;

    /// Who sends.
    ///
    /// @param contact whom a push service may ask
    record Sender(VapidKey key, @Nullable String contact, InstantSource clock) {}

    /// @param http asked for once something is to be sent: its start takes time and memory
    PushClient(Supplier<HttpClient> http, PushEndpoints endpoints, PublicAddresses addresses, Sender sender) {
        this.http = http;
        this.endpoints = endpoints;
        this.addresses = addresses;
        this.sender = sender;
    }

    static HttpClient.Builder http() {
        return HttpClient.newBuilder().connectTimeout(CONNECT_MAX).followRedirects(HttpClient.Redirect.NEVER);
    }

    PushEndpoints endpoints() {
        return endpoints;
    }

    Sender sender() {
        return sender;
    }

    /// The key that browsers subscribe with.
    public String publicKey() {
        return sender.key().publicKey();
    }

    /// Sends the message, which the push service keeps for so long for a browser that is off.
    public PushOutcome send(Subscription reader, byte[] message, Duration kept) {
        URI endpoint = reader.endpoint();
        // The setting may have changed since the subscription was taken, and names may lead elsewhere.
        if (endpoints.known(endpoint.toString()).isEmpty() || !addresses.has(endpoint.getHost())) {
            LOG.debug("No alert is sent to {}", endpoint.getHost());
            return PushOutcome.NOT_TAKEN;
        }
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(ANSWER_MAX)
                .header("TTL", Long.toString(kept.toSeconds()))
                .header("Urgency", "high")
                .header("Content-Encoding", "aes128gcm")
                .header("Content-Type", "application/octet-stream")
                .header(
                        "Authorization",
                        sender.key()
                                .authorization(
                                        endpoint,
                                        sender.contact(),
                                        sender.clock().instant()))
                .POST(BodyPublishers.ofByteArray(MessageEncryption.encrypt(message, reader)))
                .build();
        return outcome(http.get().sendAsync(request, BodyHandlers.discarding()), endpoint);
    }

    private static PushOutcome outcome(CompletableFuture<HttpResponse<Void>> answer, URI endpoint) {
        try {
            int status =
                    answer.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status >= 200 && status < 300) {
                return PushOutcome.TAKEN;
            }
            LOG.debug("{} has answered an alert with {}", endpoint.getHost(), status);
            return status == NOT_FOUND || status == NO_LONGER ? PushOutcome.GONE : PushOutcome.NOT_TAKEN;
        } catch (ExecutionException | TimeoutException failed) {
            answer.cancel(true);
            LOG.debug("{} has not answered an alert", endpoint.getHost(), failed);
            return PushOutcome.NOT_TAKEN;
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return PushOutcome.NOT_TAKEN;
        }
    }
}
