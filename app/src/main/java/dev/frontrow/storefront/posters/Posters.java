package dev.frontrow.storefront.posters;

import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.imageio.ImageIO;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The posters as pictures, for sites that show a preview of a shared link. Each is drawn once.
@Controller
class Posters {

    private final AtomicReferenceArray<byte[]> pictures = new AtomicReferenceArray<>(PosterArt.ALL.size());

    @GetMapping("/posters/{art:[1-9]}.png")
    ResponseEntity<byte[]> picture(@PathVariable int art) {
        if (art > PosterArt.ALL.size()) {
            throw Problem.of(ProblemCode.NOT_FOUND);
        }
        byte[] picture = pictures.get(art - 1);
        if (picture == null) {
            picture = png(PosterArt.ALL.get(art - 1));
            pictures.set(art - 1, picture);
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
                .contentType(MediaType.IMAGE_PNG)
                .body(picture);
    }

    private static byte[] png(PosterArt art) {
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(art.drawn(), "png", png);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot draw a poster", broken);
        }
        return png.toByteArray();
    }
}
