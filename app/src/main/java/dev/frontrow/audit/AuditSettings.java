package dev.frontrow.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param reasonsRequired whether operators must say why also when they change rates, freeze or make a concert; where
///                        money moves they always must
@ConfigurationProperties("frontrow.audit")
record AuditSettings(@DefaultValue("off") boolean reasonsRequired) {}
