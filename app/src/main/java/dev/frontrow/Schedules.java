package dev.frontrow;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Switches the periodic work on; tests leave it off and crank each step by hand.
@Configuration
@EnableScheduling
@ConditionalOnProperty(name = "frontrow.schedules", havingValue = "on", matchIfMissing = true)
class Schedules {}
