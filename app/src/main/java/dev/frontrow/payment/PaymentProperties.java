package dev.frontrow.payment;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param refusalReleasesHold whether a refused payment frees the seats at once, or the hold may be tried again until
/// its
///                            deadline
@ConfigurationProperties("frontrow.payment")
record PaymentProperties(@DefaultValue("true") boolean refusalReleasesHold) {}
