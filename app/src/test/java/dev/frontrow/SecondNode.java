package dev.frontrow;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/// Another node on the database of a running test server, in the same JVM. It has the same clock and settings.
public final class SecondNode implements AutoCloseable {

    private static final String[] SHARED = {
        "spring.datasource.url",
        "spring.datasource.username",
        "spring.datasource.password",
        "spring.flyway.user",
        "spring.flyway.password",
        "frontrow.schedules",
        "frontrow.rate-limits",
        "frontrow.demo",
        "frontrow.identity.hashing-wait-max",
        "frontrow.data-dir",
        "frontrow.identity.token-key",
        "frontrow.operator-password",
        "frontrow.cluster.enabled",
        "frontrow.cluster.redis"
    };

    /// Keeps the tests' own beans out, as Spring's test support does.
    private static final class NoTests extends TypeExcludeFilter {

        @Override
        public boolean match(MetadataReader type, MetadataReaderFactory types) throws IOException {
            return type.getResource().getURL().getPath().contains("/test-classes/");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NoTests;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private final ConfigurableApplicationContext context;

    private SecondNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// Starts it.
    ///
    /// @param first settings of the running server
    public static SecondNode beside(Environment first, TestClock clock) {
        return beside(first, clock, _ -> {});
    }

    /// The same with further beans.
    public static SecondNode beside(Environment first, TestClock clock, Consumer<GenericApplicationContext> more) {
        Map<String, Object> settings = new HashMap<>();
        Stream.of(SHARED).filter(first::containsProperty).forEach(name -> settings.put(name, first.getProperty(name)));
        settings.put("server.port", 0);
        settings.put("frontrow.cluster.node", "second");
        return new SecondNode(new SpringApplicationBuilder(FrontrowApplication.class)
                .initializers(context -> {
                    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("node", settings));
                    context.getBeanFactory().registerSingleton("noTests", new NoTests());
                    GenericApplicationContext node = (GenericApplicationContext) context;
                    node.registerBean("testClock", TestClock.class, () -> clock, bean -> bean.setPrimary(true));
                    more.accept(node);
                })
                .run());
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public ApiClient api() {
        return ApiClient.at(port());
    }

    /// The beans of this node.
    public BeanFactory beans() {
        return context;
    }

    /// A bean of this node.
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
