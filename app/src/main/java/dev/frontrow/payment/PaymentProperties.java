package dev.frontrow.payment;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param refusalReleasesHold whether a payment refused for its balance frees the seats at once; if not, it may
///                            be retried until the hold's deadline
@ConfigurationProperties("frontrow.payment")
record PaymentProperties(@DefaultValue("true") boolean refusalReleasesHold) {}
