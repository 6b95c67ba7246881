package dev.frontrow;

import dev.frontrow.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Makes invalid variants of a call whose body is a PNG.
final class BadPictures {

    private static final int BYTES_MAX = 8 << 20;
    private static final int MAGIC = 8;

    private BadPictures() {}

    static List<BadCall> of(ValidCall valid) {
        Request request = valid.request();
        byte[] picture = Objects.requireNonNull(request.body());
        byte[] garbage = text("x@!".repeat(24_000));
        return List.of(
                BadCall.at("body", "none", request.saying(null)),
                BadCall.at("body", "empty", request.saying(new byte[0])),
                none("blank", request.saying(text(" \n "))),
                none("JSON", request.saying(text("{}"))),
                none("a drawing", request.saying(text("<svg xmlns='http://www.w3.org/2000/svg'/>"))),
                none("70 KiB of garbage", request.saying(garbage)),
                none("70 KiB of unknown length", request.saying(garbage).inChunks()),
                none("begun", request.saying(Arrays.copyOf(picture, MAGIC))),
                none("cut in half", request.saying(Arrays.copyOf(picture, picture.length / 2))),
                none("its end only", request.saying(Arrays.copyOfRange(picture, 1, picture.length))),
                BadCall.as(
                        ProblemCode.BODY_TOO_LARGE,
                        "picture: too large",
                        request.saying(Arrays.copyOf(picture, BYTES_MAX + 1))),
                none("of another format", request.with("Content-Type", "image/jpeg")));
    }

    private static BadCall none(String what, Request request) {
        return BadCall.as(ProblemCode.PICTURE_INVALID, "picture: " + what, request);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
