package dev.frontrow.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param bodyMax the largest request body
/// @param operatorBodyMax the largest one on the operator's endpoints, which import seat maps
@ConfigurationProperties("frontrow.web")
record WebSettings(
        @DefaultValue("64KB") DataSize bodyMax,
        @DefaultValue("16MB") DataSize operatorBodyMax) {}
