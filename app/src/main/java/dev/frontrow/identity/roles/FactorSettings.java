package dev.frontrow.identity.roles;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param secondFactor `required`: operators without a second factor can do nothing but set one up; or `optional`
@ConfigurationProperties("frontrow.operators")
public record FactorSettings(@DefaultValue("optional") String secondFactor) {

    public FactorSettings {
        if (!secondFactor.equals("optional") && !secondFactor.equals("required")) {
            throw new IllegalArgumentException("frontrow.operators.second-factor must be optional or required");
        }
    }

    public boolean required() {
        return secondFactor.equals("required");
    }
}
