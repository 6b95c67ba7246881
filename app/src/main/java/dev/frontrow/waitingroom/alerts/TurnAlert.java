package dev.frontrow.waitingroom.alerts;

import dev.frontrow.line.PlaceNumber;
import dev.frontrow.waitingroom.push.Subscription;
import java.util.Locale;

/// A fan who wants to be told when the turn of a place has come.
record TurnAlert(long concertId, PlaceNumber place, Subscription browser, Locale language) {}
