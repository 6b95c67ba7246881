package dev.frontrow.identity;

/// The username of the first operator.
///
/// @param value as configured
record OperatorName(String value) {

    static final String DEFAULT = "operator";

    OperatorName {
        if (!Username.isOne(value)) {
            throw new IllegalStateException(
                    "FRONTROW_OPERATOR_NAME must be 3 to 64 letters, digits or characters of an e-mail address");
        }
    }
}
