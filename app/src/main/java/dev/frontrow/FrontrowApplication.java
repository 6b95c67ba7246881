package dev.frontrow;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
class FrontrowApplication {

    static void main(String[] args) {
        SpringApplication.run(FrontrowApplication.class, args);
    }
}
