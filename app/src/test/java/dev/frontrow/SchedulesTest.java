package dev.frontrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

class SchedulesTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Schedules.class);

    @Test
    void areOnWhereNothingIsSaid() {
        runner.run(context -> assertThat(context).hasSingleBean(Schedules.class));
    }

    @ParameterizedTest
    @CsvSource({"on, true", "true, true", "TRUE, true", "yes, true", "off, false", "false, false", "no, false"})
    void areSwitchedHoweverItIsWritten(String written, boolean on) {
        runner.withPropertyValues("frontrow.schedules=" + written)
                .run(context -> assertThat(context.containsBean("schedules")).isEqualTo(on));
    }

    @ParameterizedTest
    @CsvSource({"on, true", "true, true", "'\"on\"', true", "off, false", "false, false", "'\"off\"', false"})
    void areSwitchedInYamlToo(String written, boolean on) throws IOException {
        byte[] yaml = ("frontrow:\n  schedules: " + written).getBytes(StandardCharsets.UTF_8);
        PropertySource<?> source = new YamlPropertySourceLoader()
                .load("application.yaml", new ByteArrayResource(yaml))
                .getFirst();

        runner.withInitializer(
                        context -> context.getEnvironment().getPropertySources().addFirst(source))
                .run(context -> assertThat(context.containsBean("schedules")).isEqualTo(on));
    }

    @ParameterizedTest
    @ValueSource(strings = {"maybe", "onn", "2"})
    void nonsenseStopsTheStart(String written) {
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("nonsense", Map.of("frontrow.schedules", written))))
                .run(context -> assertThat(context).hasFailed());
    }
}
