package dev.frontrow;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class FrontrowApplication {

    static void main(String[] args) {
        SpringApplication.run(FrontrowApplication.class, args);
    }
}
