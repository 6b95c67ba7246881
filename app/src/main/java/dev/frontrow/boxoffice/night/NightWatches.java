package dev.frontrow.boxoffice.night;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The concerts that somebody watches. A concert that nobody watches costs nothing. Thread-safe.
@Component
class NightWatches {

    private record Watched(NightWatch watch, int viewers) {}

    private final NightFrames frames;
    private final JsonMapper json;
    private final Map<Long, Watched> watched = new HashMap<>();

    NightWatches(NightFrames frames, JsonMapper json) {
        this.frames = frames;
        this.json = json;
    }

    boolean knows(long concertId) {
        return frames.knows(concertId);
    }

    /// Must be followed by [#leave].
    synchronized NightWatch join(long concertId) {
        Watched known = watched.get(concertId);
        NightWatch watch = known == null ? new NightWatch(concertId, frames, json) : known.watch();
        watched.put(concertId, new Watched(watch, known == null ? 1 : known.viewers() + 1));
        if (known == null) {
            watch.begin();
        }
        return watch;
    }

    synchronized void leave(long concertId) {
        watched.computeIfPresent(concertId, (_, known) -> {
            if (known.viewers() > 1) {
                return new Watched(known.watch(), known.viewers() - 1);
            }
            known.watch().end();
            return null;
        });
    }

    /// The frame of this moment.
    Optional<NightFrame> frame(long concertId) {
        return frames.make(concertId);
    }

    synchronized void wakeAll() {
        watched.values().forEach(known -> known.watch().end());
    }

    /// How many concerts are watched.
    synchronized int count() {
        return watched.size();
    }
}
