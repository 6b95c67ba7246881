package dev.frontrow.seating;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param seatStreamsMax maximum number of open live seat streams, over all performances
@ConfigurationProperties("frontrow.reservation")
record SeatStreamSettings(@DefaultValue("5000") int seatStreamsMax) {}
