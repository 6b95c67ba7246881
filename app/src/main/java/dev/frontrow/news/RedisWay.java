package dev.frontrow.news;

import dev.frontrow.news.redis.RedisChannel;
import java.util.UUID;
import org.springframework.context.SmartLifecycle;

/// Sends news to the other nodes through Redis, and takes theirs from there.
final class RedisWay implements QuickWay, SmartLifecycle {

    private final UUID node;
    private final Frame frame;
    private final Deliveries deliveries;
    private final NewsMeters meters;
    private final RedisChannel channel;
    private volatile boolean running;

    RedisWay(RedisChannel channel, UUID node, Frame frame, Deliveries deliveries, NewsMeters meters) {
        this.channel = channel;
        this.node = node;
        this.frame = frame;
        this.deliveries = deliveries;
        this.meters = meters;
        meters.watch(channel);
    }

    /// After all listeners are there.
    @Override
    public void start() {
        channel.start(this::take);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        channel.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isQuick() {
        return channel.isQuick();
    }

    @Override
    public void send(NewsItem item) {
        channel.publish(frame.write(node, item));
    }

    @Override
    public void send(Message hint) {
        channel.publish(frame.write(node, hint));
    }

    /// What cannot be read is left to the database.
    void take(byte[] bytes) {
        if (Frame.isOfOtherVersion(bytes)) {
            meters.ignored("version");
            return;
        }
        frame.read(bytes)
                .ifPresentOrElse(
                        received -> {
                            if (received.node().equals(node)) {
                                return;
                            }
                            if (received.isHint()) {
                                deliveries.hint(received.item().message());
                            } else {
                                deliveries.bring(received.item());
                            }
                        },
                        () -> meters.ignored("malformed"));
    }
}
