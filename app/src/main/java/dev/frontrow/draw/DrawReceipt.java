package dev.frontrow.draw;

import dev.frontrow.line.Lane;
import dev.frontrow.line.PlaceNumber;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Lets a buyer find and prove their own registration among the published leaves.
///
/// @param commitment of the draw; a receipt saved before the opening shows whether it was replaced
/// @param index      of the leaf, from 0; for PRIORITY known only after the close
/// @param nonce      blinds the leaf: without it nobody can tell whose leaf it is
/// @param path       siblings from the leaf to the root, lowest first; once drawn
/// @param position   in the lane, from 1; once drawn
record DrawReceipt(
        String algorithm,
        String commitment,
        long concertId,
        Lane lane,
        long number,
        @Nullable Long index,
        UUID buyerId,
        String nonce,
        String leaf,
        @Nullable Long registrations,
        @Nullable List<String> path,
        @Nullable String root,
        @Nullable Long position) {

    static DrawReceipt before(DrawRow draw, PlaceNumber place, UUID buyerId, byte[] nonce, byte[] leaf) {
        return new DrawReceipt(
                DrawHashes.ALGORITHM,
                draw.commitment(),
                draw.concertId(),
                place.lane(),
                place.number(),
                draw.closed() || place.lane() == Lane.GENERAL ? draw.indexOf(place) : null,
                buyerId,
                HexFormat.of().formatHex(nonce),
                HexFormat.of().formatHex(leaf),
                draw.closed() ? draw.registrations() : null,
                null,
                draw.root(),
                null);
    }

    DrawReceipt after(DrawRow draw, List<String> pathToRoot, long drawnPosition) {
        return new DrawReceipt(
                algorithm,
                commitment,
                concertId,
                lane,
                number,
                index,
                buyerId,
                nonce,
                leaf,
                draw.registrations(),
                pathToRoot,
                draw.root(),
                drawnPosition);
    }
}
