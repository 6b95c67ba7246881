package dev.frontrow.identity;

import dev.frontrow.identity.keys.KeyHistory;
import dev.frontrow.identity.keys.SigningKey;
import dev.frontrow.identity.passwords.PasswordEncoding;
import dev.frontrow.identity.passwords.PasswordHashing;
import dev.frontrow.identity.recovery.RecoverySettings;
import dev.frontrow.identity.roles.FactorSettings;
import dev.frontrow.identity.sessions.SessionEndings;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({IdentitySettings.class, OidcSettings.class, RecoverySettings.class, FactorSettings.class
})
class IdentityConfiguration {

    /// After the database, because the database claims the data folder, and empties it for a fresh start.
    @Bean
    @DependsOnDatabaseInitialization
    SigningKey signingKey(
            IdentitySettings settings,
            @Value("${frontrow.data-dir:data}") Path dataDir,
            @Value("${frontrow.identity.new-token-key:false}") boolean newIsWanted,
            JdbcClient jdbc) {
        return new KeyHistory(jdbc).goOn(settings.tokenKey(), dataDir, newIsWanted);
    }

    @Bean
    AccessTokens accessTokens(SigningKey key, IdentitySettings settings, SessionEndings endings, InstantSource time) {
        return new AccessTokens(key, settings.accessTokenTtl(), endings, time);
    }

    /// Null where no outside issuer is configured.
    @Bean
    @Nullable
    OidcIssuer oidcIssuer(OidcSettings settings, InstantSource time, JsonMapper json) {
        return settings.issuerUri() == null ? null : new OidcIssuer(settings.issuerUri(), settings, time, json);
    }

    @Bean
    FirstOperator.Name operatorName(
            @Value("${frontrow.operator-name:" + FirstOperator.Name.DEFAULT + "}") String configured) {
        return new FirstOperator.Name(Username.normalized(configured));
    }

    @Bean
    PasswordEncoding passwordEncoding() {
        return new PasswordEncoding();
    }

    @Bean
    PasswordHashing passwordHashing(PasswordEncoding encoding, IdentitySettings settings) {
        return new PasswordHashing(
                encoding,
                Runtime.getRuntime().availableProcessors(),
                settings.hashingWaitMax(),
                settings.hashingWaitingMax());
    }
}
