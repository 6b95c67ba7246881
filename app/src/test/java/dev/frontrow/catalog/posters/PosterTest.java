package dev.frontrow.catalog.posters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frontrow.ApiClient;
import dev.frontrow.ApiClient.Answer;
import dev.frontrow.ServerTest;
import dev.frontrow.Stage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PosterTest extends ServerTest {

    /// 240 by 320, red above and blue below, as a browser writes it.
    private static final String WEBP = """
            UklGRtYCAABXRUJQVlA4WAoAAAAgAAAA7wAAPwEASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABh
            Y3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
            AAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAAB
            UAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAA
            AAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9Y
            WVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAM
            ZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDgg6AAAABAWAJ0BKvAAQAE/EYi/WawppqOh0ggB
            gCIJaW7hdrEf0rqWNgAAB58FJB7sxQNnhjpBfiqxoPdmKAuGOkF+KrGg92YoC4Y6QX4qsaD3ZigLhjpBfiqxoPdmKAuGOkF+KrGg
            92YoC4Y6QIHqOl7fybXuAZzt/Jte4BnO38m6XZigLhjpBfiqxoPdmKAuGOkF+KrGg92YoC4Y6QX4qsaD3ZigLhjpBfiqxoPdmKAu
            GOkF+KrGg92YoC2QAP7+5c/1o5NdH/+CBuESFiS9V1NsLIGYAACU/tDn//BA3CJC0rgBFoAAAAAAAAA=""";

    private static final String SECRET = "GPS 37.5665 126.9780";

    private Stage stage;

    @BeforeEach
    void opens() {
        stage = Stage.open(api(), clock());
    }

    private Answer sends(byte[] picture, String mediaType) throws IOException, InterruptedException {
        return sends(picture, mediaType, stage.operator());
    }

    private Answer sends(byte[] picture, String mediaType, ApiClient by) throws IOException, InterruptedException {
        String version = stage.operator()
                .get("/api/v1/operator/concerts/" + stage.concertId())
                .body()
                .path("version")
                .asString();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + "/api/v1/operator/concerts/"
                        + stage.concertId() + "/poster?version=" + version))
                .header("Authorization", "Bearer " + by.accessToken())
                .header("Content-Type", mediaType)
                .PUT(BodyPublishers.ofByteArray(picture))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.headers(), answer.body());
        }
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.RED);
        g.fillRect(0, 0, width, height / 2);
        g.setColor(Color.BLUE);
        g.fillRect(0, height / 2, width, height - height / 2);
        g.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    /// A picture of a camera that was turned, with a place in its Exif.
    private static byte[] fromCamera(int orientation) throws IOException {
        byte[] jpeg = picture("jpeg", 400, 300);
        byte[] place = SECRET.getBytes(StandardCharsets.UTF_8);
        ByteBuffer exif = ByteBuffer.allocate(6 + 26 + place.length);
        exif.put("Exif\0\0MM".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) 42)
                .putInt(8);
        exif.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        exif.putShort((short) orientation).putShort((short) 0).putInt(0).put(place);
        ByteBuffer whole = ByteBuffer.allocate(jpeg.length + 4 + exif.capacity());
        whole.put(jpeg, 0, 2).put((byte) 0xff).put((byte) 0xe1).putShort((short) (2 + exif.capacity()));
        whole.put(exif.array()).put(jpeg, 2, jpeg.length - 2);
        return whole.array();
    }

    private String poster() {
        return api().get("/api/v1/concerts/" + stage.concertId())
                .expect(200)
                .body()
                .path("poster")
                .asString();
    }

    private BufferedImage shown() throws IOException {
        return ImageIO.read(
                new ByteArrayInputStream(api().get(poster()).expect(200).bytes()));
    }

    private static boolean isRed(BufferedImage image, int x, int y) {
        Color color = new Color(image.getRGB(x, y));
        return color.getRed() > 150 && color.getBlue() < 100;
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void servesAPictureInEachSizeAsJpegForEver(String format) throws Exception {
        sends(picture(format, 2_000, 1_000), "image/" + format).expect(200);
        for (int size : PictureSizes.ALL) {
            Answer served = api().get(poster().replace("-960", "-" + size)).expect(200);
            assertThat(served.header("Content-Type")).isEqualTo("image/jpeg");
            assertThat(served.header("Cache-Control")).contains("immutable", "max-age=31536000", "public");
            assertThat(served.header("X-Content-Type-Options")).isEqualTo("nosniff");
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(served.bytes()));
            assertThat(image.getWidth()).isEqualTo(size);
            assertThat(image.getHeight()).isEqualTo(size / 2);
            assertThat(isRed(image, 5, 5)).isTrue();
            assertThat(isRed(image, 5, size / 2 - 5)).isFalse();
        }
    }

    @Test
    void takesWebp() throws Exception {
        sends(Base64.getMimeDecoder().decode(WEBP), "image/webp").expect(200);
        BufferedImage image = shown();
        assertThat(image.getWidth()).as("not made larger").isEqualTo(240);
        assertThat(isRed(image, 120, 20)).isTrue();
        assertThat(isRed(image, 120, 300)).isFalse();
    }

    /// Its reader would look at each of them before it knows the size.
    @Test
    void refusesWebpOfManyChunks() throws Exception {
        byte[] picture = Base64.getMimeDecoder().decode(WEBP);
        sends(withChunks(picture, 50), "image/webp").expect(200);
        sends(withChunks(picture, 100), "image/webp").expectProblem(422, "picture-invalid");
    }

    private static byte[] withChunks(byte[] picture, int more) {
        ByteBuffer padded = ByteBuffer.allocate(picture.length + 8 * more).order(ByteOrder.LITTLE_ENDIAN);
        padded.put(picture);
        for (int chunk = 0; chunk < more; chunk++) {
            padded.put("JUNK\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
        }
        return padded.putInt(4, padded.capacity() - 8).array();
    }

    @Test
    void keepsTheOrientationAndNothingElseOfExif() throws Exception {
        sends(fromCamera(6), "image/jpeg").expect(200);
        BufferedImage image = shown();
        assertThat(image.getWidth()).isEqualTo(300);
        assertThat(image.getHeight()).isEqualTo(400);
        assertThat(isRed(image, 280, 200)).as("its top is on the right").isTrue();
        assertThat(isRed(image, 20, 200)).isFalse();
        String served = new String(api().get(poster()).bytes(), StandardCharsets.ISO_8859_1);
        assertThat(served).doesNotContain(SECRET).doesNotContain("Exif");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8})
    void turnsEachWayUpright(int orientation) throws Exception {
        sends(fromCamera(orientation), "image/jpeg").expect(200);
        BufferedImage image = shown();
        boolean onItsSide = orientation >= 5;
        assertThat(image.getWidth()).isEqualTo(onItsSide ? 300 : 400);
        int[][] red = {{}, {200, 20}, {200, 20}, {200, 280}, {200, 280}, {20, 200}, {}, {280, 200}, {20, 200}};
        assertThat(isRed(image, red[orientation][0], red[orientation][1])).isTrue();
    }

    @Test
    void whatIsHiddenInAPictureIsNotServed() throws Exception {
        byte[] jpeg = picture("jpeg", 400, 300);
        byte[] hidden = "<script>alert(1)</script>PK\u0003\u0004".getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer both =
                ByteBuffer.allocate(jpeg.length + hidden.length).put(jpeg).put(hidden);
        sends(both.array(), "image/jpeg").expect(200);
        assertThat(new String(api().get(poster()).bytes(), StandardCharsets.ISO_8859_1))
                .doesNotContain("<script>");
    }

    @Test
    void refusesWhatIsNoPicture() throws Exception {
        byte[] svg =
                "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>".getBytes(StandardCharsets.UTF_8);
        sends(svg, "image/png").expectProblem(422, "picture-invalid");
        sends(svg, "image/svg+xml").expectProblem(415, "media-type-unsupported");
        sends(picture("gif", 400, 300), "image/png").expectProblem(422, "picture-invalid");
        sends(picture("jpeg", 400, 300), "image/png").expectProblem(422, "picture-invalid");
        byte[] short1 = java.util.Arrays.copyOf(picture("png", 400, 300), 60);
        sends(short1, "image/png").expectProblem(422, "picture-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"60000x60000", "12001x300", "8000x8000", "100x4000", "2147483647x2147483647"})
    void refusesBombsByTheirHeader(String sides) throws Exception {
        String[] side = sides.split("x");
        sends(headerOnly(Integer.parseInt(side[0]), Integer.parseInt(side[1])), "image/png")
                .expectProblem(422, "picture-invalid");
    }

    /// A PNG that says how large it is, and has no pixels.
    private static byte[] headerOnly(int width, int height) {
        ByteBuffer png = ByteBuffer.allocate(33);
        png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}).putInt(13);
        png.put(new byte[] {'I', 'H', 'D', 'R'}).putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(png.array(), 12, 17);
        return png.putInt((int) crc.getValue()).array();
    }

    @Test
    void refusesFilesThatAreTooLarge() throws Exception {
        byte[] large = java.util.Arrays.copyOf(picture("jpeg", 400, 300), (8 << 20) + 1);
        sends(large, "image/jpeg").expectProblem(413, "body-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/posters/..%2f..%2fetc%2fpasswd-960.jpg",
                "/posters/00000000000000000000000000000000-960.jpg",
                "/posters/00000000000000000000000000000000-961.jpg",
                "/posters/../api-960.jpg"
            })
    void findsNothingByOtherAddresses(String address) {
        assertThat(api().get(address).status()).isIn(400, 404);
    }

    @Test
    void buyersMaySendNone() throws Exception {
        sends(picture("png", 400, 300), "image/png", newBuyer()).expectProblem(403, "forbidden");
    }

    @Test
    void goesBackToTheDrawnPoster() throws Exception {
        sends(picture("png", 400, 300), "image/png").expect(200);
        String page = "/concerts/" + stage.concertId();
        assertThat(api().get(page).text()).contains(poster()).contains("-1600.jpg\"");
        String path = "/api/v1/operator/concerts/" + stage.concertId();
        int version = stage.operator().get(path).body().path("version").asInt();
        stage.operator().delete(path + "/poster?version=" + version).expect(200);
        assertThat(api().get(page).text()).doesNotContain("-960.jpg").contains("/posters/");
        assertThat(Map.of("poster", poster())).containsEntry("poster", "");
    }
}
