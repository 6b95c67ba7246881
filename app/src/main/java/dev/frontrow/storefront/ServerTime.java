package dev.frontrow.storefront;

import java.time.InstantSource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// The server's time in milliseconds, for pages whose device slept or whose clock was set.
@Controller
class ServerTime {

    private final InstantSource clock;

    ServerTime(InstantSource clock) {
        this.clock = clock;
    }

    @GetMapping("/time")
    ResponseEntity<String> now() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.TEXT_PLAIN)
                .body(Long.toString(clock.instant().toEpochMilli()));
    }
}
