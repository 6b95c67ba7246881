package dev.frontrow.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingsCheckTest {

    private static void check(PropertySource<?> source, String... arguments) {
        SettingsCheck.check(
                new StandardEnvironment() {
                    @Override
                    protected void customizePropertySources(MutablePropertySources sources) {
                        sources.addFirst(source);
                    }
                },
                arguments);
    }

    private static PropertySource<?> environment(String line) {
        String[] variable = line.split("=", 2);
        return new SystemEnvironmentPropertySource("systemEnvironment", Map.of(variable[0], variable[1]));
    }

    private static PropertySource<?> file(String name, Object value) {
        return new MapPropertySource("Config resource 'file [application.yaml]'", Map.of(name, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FRONTROW_DATA_DIR=/var/lib/frontrow",
                "FRONTROW_DATADIR=/var/lib/frontrow",
                "FRONTROW_WAITING_ROOM_TURN_UP_TTL=PT1M",
                "FRONTROW_WAITINGROOM_TURNUPTTL=PT1M",
                "FRONTROW_HOLD_TTL=PT4M",
                "FRONTROW_JAVA_OPTS=-Xmx1g",
                "FRONTROW_DEMO=false",
                "SERVER_PORT=80",
                "SERVER_ADDRESS=127.0.0.1",
                "SERVER_FORWARD_HEADERS_STRATEGY=native",
                "SERVER_SSL_KEY_STORE=/etc/frontrow/tls.p12",
                "SERVER_SSL_KEYSTORE=/etc/frontrow/tls.p12",
                "SERVER_SSL_CIPHERS_0=TLS_AES_128_GCM_SHA256",
                "SERVER_HTTP2_ENABLED=false",
                "SERVER_SERVLET_CONTEXT_PATH=",
                "SPRING_DATASOURCE_URL=jdbc:postgresql://db/frontrow",
                "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE=20",
                "SPRING_DATASOURCE_HIKARI_DATA_SOURCE_PROPERTIES_SSLMODE=require",
                "SPRING_PROFILES_ACTIVE=prod",
                "SPRING_CONFIG_IMPORT=optional:file:/etc/frontrow.yaml",
                "SPRING_APPLICATION_JSON={}",
                "SPRING_MAIL_HOST=mail.example",
                "SPRING_MAIL_PROPERTIES_MAIL_SMTP_AUTH=true",
                "SPRING_OUTPUT_ANSI_ENABLED=never",
                "SPRING_CLOUD_CONFIG_ENABLED=false",
                "LOGGING_LEVEL_ROOT=info",
                "LOGGING_FILE_NAME=/var/log/frontrow.log",
                "MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE=health,prometheus",
                "MANAGEMENT_ENDPOINT_HEALTH_SHOW_DETAILS=when-authorized",
                // Environment variables of other programs and platforms.
                "SERVER_NAME=web1",
                "SERVER_SOFTWARE=nginx",
                "SPRING_HAS_COME=yes",
                "MANAGEMENT_TEAM=us",
                "PATH=/usr/bin",
                "FRONTROW_SERVICE_HOST=10.0.0.1",
                "FRONTROW_SERVICE_PORT=8080",
                "FRONTROW_SERVICE_PORT_HTTP=8080",
                "FRONTROW_PORT=tcp://10.0.0.1:8080",
                "FRONTROW_PORT_8080_TCP=tcp://10.0.0.1:8080",
                "FRONTROW_PORT_8080_TCP_ADDR=10.0.0.1",
                "FRONTROW_WEB_SERVICE_HOST=10.0.0.1",
            })
    void takesSupportedVariablesAndThoseOfOtherPrograms(String line) {
        assertThatCode(() -> check(environment(line))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FRONTROW_HOLD_TTTL=PT4M                  | FRONTROW_HOLD_TTTL is no setting of Frontrow; do you mean FRONTROW_HOLD_TTL?
            FRONTROW_RATELIMIT=off                   | FRONTROW_RATELIMIT is no setting of Frontrow; do you mean FRONTROW_RATE_LIMITS?
            FRONTROW_WAITINGROOM_TURN_UP_TTL=PT1M    | FRONTROW_WAITINGROOM_TURN_UP_TTL is no setting of Frontrow; do you mean FRONTROW_WAITING_ROOM_TURN_UP_TTL?
            FRONTROW_OPERATOR_PASSWD=secret          | FRONTROW_OPERATOR_PASSWD is no setting of Frontrow; do you mean FRONTROW_OPERATOR_PASSWORD?
            FRONTROW_PORT=80                         | FRONTROW_PORT is no setting of Frontrow; do you mean
            FRONTROW_DATABASE_PASSWORD=secret        | FRONTROW_DATABASE_PASSWORD is no setting of Frontrow; do you mean
            SERVER_PROT=80                           | SERVER_PROT is no setting of Frontrow; do you mean SERVER_PORT?
            SPRING_DATASOURCE_URI=jdbc:x             | SPRING_DATASOURCE_URI is no setting of Frontrow; do you mean SPRING_DATASOURCE_URL?
            SERVER_SERVLET_CONTEXT_PATH=/shop        | SERVER_SERVLET_CONTEXT_PATH is not supported by Frontrow: Frontrow stands at the root of a host name
            SERVER_SERVLET_CONTEXTPATH=/shop         | SERVER_SERVLET_CONTEXTPATH is not supported by Frontrow
            SERVER_HTTP2_ENABLED=true                | SERVER_HTTP2_ENABLED is not supported by Frontrow: let a proxy in front speak HTTP/2
            SERVER_COMPRESSION_ENABLED=true          | SERVER_COMPRESSION_ENABLED is not supported by Frontrow
            SERVER_JETTY_THREADS_MAX=10              | SERVER_JETTY_THREADS_MAX is not supported by Frontrow: see frontrow.web.requests-at-once-max
            SERVER_JETTY_MAX_CONNECTIONS=9           | SERVER_JETTY_MAX_CONNECTIONS is not supported by Frontrow: see frontrow.web.connections-max
            SERVER_JETTY_MAX_HTTP_FORM_POST_SIZE=9MB | SERVER_JETTY_MAX_HTTP_FORM_POST_SIZE is not supported by Frontrow: see frontrow.web.body-max
            SERVER_JETTY_MAX_FORM_KEYS=9             | SERVER_JETTY_MAX_FORM_KEYS is not supported by Frontrow
            SERVER_MAX_HTTP_POST_SIZE=9MB            | SERVER_MAX_HTTP_POST_SIZE is not supported by Frontrow
            SPRING_SERVLET_MULTIPART_ENABLED=true    | SPRING_SERVLET_MULTIPART_ENABLED is not supported by Frontrow
            SPRING_MVC_ASYNC_REQUEST_TIMEOUT=1h      | SPRING_MVC_ASYNC_REQUEST_TIMEOUT is not supported by Frontrow
            SPRING_MVC_FORMCONTENT_FILTER_ENABLED=true | SPRING_MVC_FORMCONTENT_FILTER_ENABLED is not supported by Frontrow
            SPRING_WEB_RESOURCES_STATIC_LOCATIONS=/  | SPRING_WEB_RESOURCES_STATIC_LOCATIONS is not supported by Frontrow
            SERVER_SERVLET_SESSION_TIMEOUT=1m        | SERVER_SERVLET_SESSION_TIMEOUT is not supported by Frontrow
            SERVER_ERROR_PATH=/oops                  | SERVER_ERROR_PATH is not supported by Frontrow
            SPRING_MVC_SERVLET_PATH=/shop            | SPRING_MVC_SERVLET_PATH is not supported by Frontrow
            SPRING_MVC_FORMAT_DATE=iso               | SPRING_MVC_FORMAT_DATE is not supported by Frontrow
            SPRING_WEB_ERROR_PATH=/oops              | SPRING_WEB_ERROR_PATH is not supported by Frontrow
            SPRING_JACKSON_PROPERTY_NAMING_STRATEGY=SNAKE_CASE | SPRING_JACKSON_PROPERTY_NAMING_STRATEGY is not supported by Frontrow
            SPRING_JACKSON_SERIALIZATION_INDENT_OUTPUT=true | SPRING_JACKSON_SERIALIZATION_INDENT_OUTPUT is not supported by Frontrow
            SPRING_THREADS_VIRTUAL_ENABLED=false     | SPRING_THREADS_VIRTUAL_ENABLED is not supported by Frontrow
            SPRING_MAIN_LAZY_INITIALIZATION=true     | SPRING_MAIN_LAZY_INITIALIZATION is not supported by Frontrow
            SPRING_MAIN_WEB_APPLICATION_TYPE=none    | SPRING_MAIN_WEB_APPLICATION_TYPE is not supported by Frontrow
            SPRING_FLYWAY_ENABLED=false              | SPRING_FLYWAY_ENABLED is not supported by Frontrow
            SPRING_DATASOURCE_TYPE=x                 | SPRING_DATASOURCE_TYPE is not supported by Frontrow
            SPRING_SECURITY_USER_PASSWORD=x          | SPRING_SECURITY_USER_PASSWORD is not supported by Frontrow
            SPRING_AUTOCONFIGURE_EXCLUDE_0=x         | SPRING_AUTOCONFIGURE_EXCLUDE_0 is not supported by Frontrow
            MANAGEMENT_SERVER_PORT=9090              | MANAGEMENT_SERVER_PORT is not supported by Frontrow
            MANAGEMENT_ENDPOINTS_WEB_BASE_PATH=/ops  | MANAGEMENT_ENDPOINTS_WEB_BASE_PATH is not supported by Frontrow: the endpoints are below /actuator
            SPRINGDOC_API_DOCS_PATH=/api.json        | SPRINGDOC_API_DOCS_PATH is not supported by Frontrow
            """)
    void refusesVariablesThatWouldBePassedOverOrWorkByHalf(String line, String words) {
        assertThatThrownBy(() -> check(environment(line)))
                .isInstanceOf(SettingRefused.class)
                .hasMessageStartingWith(words)
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--frontrow.data-dir=x",
                "--frontrow.dataDir=x",
                "--server.port=0",
                "--frontrow.demo=false",
                "--spring.profiles.active=prod",
                "--logging.level.dev.frontrow=debug",
                "--debug",
                "--management.endpoints.web.exposure.include[0]=health"
            })
    void takesArgumentsThatAreSupported(String argument) {
        assertThatCode(() -> check(new SimpleCommandLinePropertySource(argument), argument))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --frontrow.hold-ttl=PT4M            | frontrow.hold-ttl is no setting of Frontrow; do you mean frontrow.reservation.hold-ttl?
            --frontow.demo=false                | frontow.demo is no setting of Frontrow; do you mean frontrow.demo?
            --port=80                           | port is no setting of Frontrow; do you mean
            --server.servlet.context-path=/shop | server.servlet.context-path is not supported by Frontrow: Frontrow stands
            --server.servlet.contextPath=/shop  | server.servlet.contextPath is not supported by Frontrow
            --server.http2.enabled=true         | server.http2.enabled is not supported by Frontrow
            --server.tomcat.max-connections=9   | server.tomcat.max-connections is no setting of Frontrow
            --server.prot=80                    | server.prot is no setting of Frontrow; do you mean server.port?
            -port                               | The argument '-port' is not a setting: settings are written --name=value.
            server.port=80                      | The argument 'server.port=80' is not a setting
            """)
    void refusesArgumentsThatAreNot(String argument, String words) {
        assertThatThrownBy(() -> check(new SimpleCommandLinePropertySource(argument), argument))
                .isInstanceOf(SettingRefused.class)
                .hasMessageStartingWith(words);
    }

    @Test
    void looksIntoFilesToo() {
        assertThatCode(() -> check(file("frontrow.reservation.hold-ttl", "PT4M")))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(file("our.own.thing", "x"))).doesNotThrowAnyException();
        assertThatCode(() -> check(file("server.ssl.ciphers[0]", "x"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(file("frontrow.reservation.hold-tll", "PT4M")))
                .hasMessageEndingWith("do you mean frontrow.reservation.hold-ttl?");
        assertThatThrownBy(() -> check(file("spring.mvc.servlet.path", "/shop")))
                .hasMessageStartingWith("spring.mvc.servlet.path is not supported");
    }

    @Test
    void leavesTheJvmsOwnPropertiesAlone() {
        var properties = new Properties();
        properties.putAll(new LinkedHashMap<>(Map.of("java.home", "/", "user.dir", "/", "serverless", "x")));
        assertThatCode(() -> check(new PropertiesPropertySource("systemProperties", properties)))
                .doesNotThrowAnyException();

        properties.put("frontrow.dmeo", "false");
        assertThatThrownBy(() -> check(new PropertiesPropertySource("systemProperties", properties)))
                .hasMessageEndingWith("do you mean frontrow.demo?");
    }

    /// Settings in our own file need not be listed.
    @Test
    void takesSettingsThatFrontrowMakesItself() {
        var own = new MapPropertySource(
                "Config resource 'class path resource [application.yaml]' via location 'optional:classpath:/'",
                Map.of("server.jetty.threads.max", 0));

        assertThatCode(() -> check(own)).doesNotThrowAnyException();
    }
}
