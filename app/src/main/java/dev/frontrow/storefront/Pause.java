package dev.frontrow.storefront;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/// How long a reader has to wait before the next try, in whole seconds or minutes, rounded up.
record Pause(long seconds) {

    private static final int MINUTE = 60;

    static Pause of(Duration pause) {
        return new Pause(pause.plusMillis(999).toSeconds());
    }

    /// Sets status 429 and `Retry-After`.
    Pause tell(HttpServletResponse response) {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return this;
    }

    /// The message key, for seconds or minutes.
    String words(String key) {
        return key + (seconds <= MINUTE ? ".seconds" : ".minutes");
    }

    long amount() {
        return seconds <= MINUTE ? seconds : Math.ceilDiv(seconds, MINUTE);
    }
}
