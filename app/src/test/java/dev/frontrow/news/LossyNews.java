package dev.frontrow.news;

import java.util.Random;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.SmartLifecycle;

/// Loses some of what nodes send through Redis: items and hints, never the echo. So the nodes believe that Redis works.
public final class LossyNews implements BeanPostProcessor {

    private static final Random RANDOM = new Random();
    private static volatile int percentLost;

    /// All nodes of this JVM lose so many of a hundred from now on.
    public static void lose(int percent) {
        percentLost = percent;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof RedisWay whole ? new Lossy(whole) : bean;
    }

    private record Lossy(RedisWay whole) implements QuickWay, SmartLifecycle {

        private static boolean isLost() {
            return RANDOM.nextInt(100) < percentLost;
        }

        @Override
        public void send(NewsItem item) {
            if (!isLost()) {
                whole.send(item);
            }
        }

        @Override
        public void send(Message hint) {
            if (!isLost()) {
                whole.send(hint);
            }
        }

        @Override
        public boolean isQuick() {
            return whole.isQuick();
        }

        @Override
        public void start() {
            whole.start();
        }

        @Override
        public void stop() {
            whole.stop();
        }

        @Override
        public boolean isRunning() {
            return whole.isRunning();
        }
    }
}
