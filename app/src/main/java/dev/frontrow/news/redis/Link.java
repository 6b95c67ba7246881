package dev.frontrow.news.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.async.BaseRedisAsyncCommands;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// One connection that publishes and one that is subscribed, for as long as both last. It never connects again: a
/// new link does, and asks anew who the primary is. So no command outlives its connection.
final class Link implements AutoCloseable {

    private static final Duration WAIT_MAX = Duration.ofSeconds(2);
    private static final int COMMANDS_MAX = 1_024;

    private final AbstractRedisClient client;
    private final StatefulConnection<byte[], byte[]> publishing;
    private final BaseRedisAsyncCommands<byte[], byte[]> commands;
    private final StatefulRedisPubSubConnection<byte[], byte[]> subscribed;

    private Link(
            AbstractRedisClient client,
            StatefulConnection<byte[], byte[]> publishing,
            BaseRedisAsyncCommands<byte[], byte[]> commands,
            StatefulRedisPubSubConnection<byte[], byte[]> subscribed) {
        this.client = client;
        this.publishing = publishing;
        this.commands = commands;
        this.subscribed = subscribed;
    }

    /// @throws io.lettuce.core.RedisException if Redis cannot be reached, or refuses
    static Link to(RedisAddress address, ClientResources resources) {
        return address.clusters() ? toCluster(address, resources) : toOne(address, resources);
    }

    private static Link toOne(RedisAddress address, ClientResources resources) {
        var client = RedisClient.create(resources);
        try {
            client.setOptions(options(ClientOptions.builder()).build());
            var uri = address.uris().getFirst();
            var publishing = client.connect(ByteArrayCodec.INSTANCE, uri);
            return new Link(client, publishing, publishing.async(), client.connectPubSub(ByteArrayCodec.INSTANCE, uri));
        } catch (RuntimeException e) {
            end(client);
            throw e;
        }
    }

    private static Link toCluster(RedisAddress address, ClientResources resources) {
        var client = RedisClusterClient.create(resources, address.uris());
        try {
            var options = ClusterClientOptions.builder();
            options(options);
            client.setOptions(options.build());
            var publishing = client.connect(ByteArrayCodec.INSTANCE);
            return new Link(client, publishing, publishing.async(), client.connectPubSub(ByteArrayCodec.INSTANCE));
        } catch (RuntimeException e) {
            end(client);
            throw e;
        }
    }

    private static ClientOptions.Builder options(ClientOptions.Builder options) {
        return options.autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(COMMANDS_MAX)
                .socketOptions(SocketOptions.builder().connectTimeout(WAIT_MAX).build())
                .timeoutOptions(TimeoutOptions.enabled(WAIT_MAX));
    }

    void subscribe(RedisPubSubListener<byte[], byte[]> listener, byte[]... channels) {
        subscribed.addListener(listener);
        subscribed.sync().subscribe(channels);
    }

    CompletionStage<Long> publish(byte[] channel, byte[] message) {
        return commands.publish(channel, message);
    }

    boolean isOpen() {
        return publishing.isOpen() && subscribed.isOpen();
    }

    @Override
    public void close() {
        end(client);
    }

    /// Ends its connections too.
    private static void end(AbstractRedisClient client) {
        client.shutdownAsync(0, WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }
}
