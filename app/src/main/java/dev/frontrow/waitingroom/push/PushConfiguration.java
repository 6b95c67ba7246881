package dev.frontrow.waitingroom.push;

import dev.frontrow.identity.recovery.RecoverySettings;
import java.net.InetAddress;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.function.SingletonSupplier;

@Configuration(proxyBeanMethods = false)
class PushConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    VapidKey vapidKey(PushSettings settings, JdbcClient jdbc) {
        return new VapidKeys(jdbc).goOn(settings);
    }

    @Bean
    PushClient pushClient(
            PushSettings settings,
            RecoverySettings recovery,
            VapidKey key,
            PushEndpoints endpoints,
            InstantSource clock) {
        return new PushClient(
                SingletonSupplier.of(() -> PushClient.http().build()),
                endpoints,
                new PublicAddresses(InetAddress::getAllByName),
                new PushClient.Sender(key, contact(settings, recovery), clock));
    }

    private static @Nullable String contact(PushSettings settings, RecoverySettings recovery) {
        String address = recovery.publicAddress();
        if (settings.contact() != null) {
            return settings.contact();
        }
        return address != null && address.startsWith("https:") ? address : null;
    }
}
