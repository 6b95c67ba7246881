package dev.frontrow.identity;

/// What a caller may do: buy, or run the on-sale as well.
public enum Role {
    BUYER,
    OPERATOR;

    String authority() {
        return "ROLE_" + name();
    }
}
