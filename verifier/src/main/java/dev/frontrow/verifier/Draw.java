package dev.frontrow.verifier;

import java.util.List;
import java.util.Optional;

/// The published data of a draw without its leaves. Every page repeats it.
///
/// @param lanes how many registrations each lane has, in the order of [Specification#LANES]
record Draw(
        Optional<Long> concertId,
        String commitment,
        long registrations,
        List<Long> lanes,
        Optional<String> beaconSource,
        Optional<String> beacon,
        Optional<String> root,
        Optional<String> seed,
        Optional<String> secret) {

    static final int HASH_BYTES = 32;

    static Draw of(Members page) throws Unreadable {
        requireAlgorithm(page);
        boolean closed = page.has("registrations") || page.has("secret");
        return new Draw(
                page.optionalNumber("concertId"),
                page.hex("commitment", HASH_BYTES),
                closed ? page.number("registrations") : 0,
                closed ? lanes(page.objects("lanes")) : List.of(0L, 0L),
                page.optionalText("beaconSource"),
                page.optionalText("beacon"),
                page.optionalHex("root", HASH_BYTES),
                page.optionalHex("seed", HASH_BYTES),
                page.optionalHex("secret", HASH_BYTES));
    }

    static void requireAlgorithm(Members members) throws Unreadable {
        String algorithm = members.text("algorithm");
        if (!algorithm.equals(Specification.ALGORITHM)) {
            throw new Unreadable("This verifier knows the algorithm " + Specification.ALGORITHM + ", not "
                    + Json.shortened(algorithm) + ".");
        }
    }

    private static List<Long> lanes(List<Members> lanes) throws Unreadable {
        if (lanes.size() != Specification.LANES.size()) {
            throw new Unreadable("The draw has other lanes than " + Specification.LANES + ".");
        }
        for (int lane = 0; lane < lanes.size(); lane++) {
            if (!lanes.get(lane).text("lane").equals(Specification.LANES.get(lane))) {
                throw new Unreadable("The draw has other lanes than " + Specification.LANES + ", or in another order.");
            }
        }
        return List.of(lanes.get(0).number("registrations"), lanes.get(1).number("registrations"));
    }

    boolean drawn() {
        return secret.isPresent();
    }

    long general() {
        return lanes.get(0);
    }

    long priority() {
        return lanes.get(1);
    }

    /// The index of a registration's leaf: all of GENERAL come before PRIORITY.
    long indexOf(int lane, long number) {
        return (lane == 0 ? 0 : general()) + number - 1;
    }
}
