package dev.frontrow.news;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The listeners, and what each of them has failed to take. Not thread-safe.
final class Receivers {

    private static final Logger LOG = LoggerFactory.getLogger(Receivers.class);

    /// Beyond this many subjects a listener rather reads everything again.
    static final int UNSURE_MAX = 1_000;

    private static final class Receiver {

        private final NewsListener listener;
        private final Set<Long> unsure = new HashSet<>();
        private boolean lost;

        Receiver(NewsListener listener) {
            this.listener = listener;
        }

        void hear(Message message) {
            try {
                listener.hear(message.subject(), message.body());
            } catch (RuntimeException e) {
                warn(e);
                unsure.add(message.subject());
                if (unsure.size() > UNSURE_MAX) {
                    fallBehind();
                }
            }
        }

        void fallBehind() {
            lost = true;
            unsure.clear();
        }

        void catchUp() {
            try {
                if (lost) {
                    listener.fellBehind();
                    lost = false;
                }
                for (Long subject : List.copyOf(unsure)) {
                    listener.unsure(subject);
                    unsure.remove(subject);
                }
            } catch (RuntimeException e) {
                warn(e);
            }
        }

        private void warn(RuntimeException e) {
            LOG.warn("News of the topic {} could not be taken; trying again", listener.topic(), e);
        }
    }

    private final Supplier<Stream<NewsListener>> listeners;
    private @Nullable Map<String, List<Receiver>> byTopic;

    /// @param listeners asked for at the first news, because listeners may be tellers too
    Receivers(Supplier<Stream<NewsListener>> listeners) {
        this.listeners = listeners;
    }

    private Map<String, List<Receiver>> byTopic() {
        Map<String, List<Receiver>> known = byTopic;
        if (known == null) {
            known = listeners.get().map(Receiver::new).collect(Collectors.groupingBy(it -> it.listener.topic()));
            byTopic = known;
        }
        return known;
    }

    /// Gives it to each listener of its topic. A node may know topics that an older one does not: then nobody
    /// hears it.
    void hear(Message message) {
        byTopic().getOrDefault(message.topic(), List.of()).forEach(receiver -> receiver.hear(message));
    }

    void fallBehind() {
        byTopic().values().forEach(receivers -> receivers.forEach(Receiver::fallBehind));
    }

    /// Lets listeners read again what they have missed or failed to take.
    void catchUp() {
        byTopic().values().forEach(receivers -> receivers.forEach(Receiver::catchUp));
    }
}
