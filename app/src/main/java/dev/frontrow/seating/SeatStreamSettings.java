package dev.frontrow.seating;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param seatStreamsMax live streams of seats that are open at once, of all performances
@ConfigurationProperties("frontrow.reservation")
record SeatStreamSettings(@DefaultValue("5000") int seatStreamsMax) {}
