package dev.frontrow.verifier;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A buyer's receipt for their registration. A receipt from before the opening has no path and no position; the
/// checks of these are skipped.
record Receipt(
        String commitment,
        long concertId,
        int lane,
        long number,
        Optional<Long> index,
        UUID buyerId,
        String nonce,
        String leaf,
        Optional<Long> registrations,
        Optional<List<String>> path,
        Optional<String> root,
        Optional<Long> position) {

    private static final int NONCE_BYTES = 16;

    static Receipt of(Members members) throws Unreadable {
        Draw.requireAlgorithm(members);
        int lane = Specification.LANES.indexOf(members.text("lane"));
        long number = members.number("number");
        if (lane < 0 || number == 0) {
            throw new Unreadable("The receipt names no lane or number that a draw has.");
        }
        return new Receipt(
                members.hex("commitment", Draw.HASH_BYTES),
                members.number("concertId"),
                lane,
                number,
                members.optionalNumber("index"),
                members.uuid("buyerId"),
                members.hex("nonce", NONCE_BYTES),
                members.hex("leaf", Draw.HASH_BYTES),
                members.optionalNumber("registrations"),
                members.has("path") ? Optional.of(members.hexes("path", Draw.HASH_BYTES)) : Optional.empty(),
                members.optionalHex("root", Draw.HASH_BYTES),
                members.optionalNumber("position"));
    }
}
