package dev.frontrow.identity.factor;

import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.imageio.ImageIO;

/// How a secret gets into an app on a phone: typed, by a link, or by scanning the link.
record EnrolmentLink(String username, byte[] secret) {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS_PER_LETTER = 5;
    private static final int QUIET_ZONE_MODULES = 4;
    private static final int MODULE_PIXELS = 5;
    private static final int BLACK = 0x000000;
    private static final int WHITE = 0xffffff;

    /// RFC 4648 without padding: 20 bytes are 32 letters.
    String base32() {
        var letters = new StringBuilder();
        int bits = 0;
        int buffer = 0;
        for (byte b : secret) {
            buffer = buffer << Byte.SIZE | b & 0xff;
            bits += Byte.SIZE;
            while (bits >= BITS_PER_LETTER) {
                bits -= BITS_PER_LETTER;
                letters.append(BASE32.charAt(buffer >> bits & 0x1f));
            }
            buffer &= (1 << bits) - 1;
        }
        return letters.toString();
    }

    String uri() {
        String name = URLEncoder.encode(username, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/Frontrow:" + name + "?secret=" + base32() + "&issuer=Frontrow";
    }

    String qrCode() {
        QrCode code = QrCode.encodeText(uri(), QrCode.Ecc.MEDIUM);
        int side = (code.size + 2 * QUIET_ZONE_MODULES) * MODULE_PIXELS;
        var image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean dark =
                        code.getModule(x / MODULE_PIXELS - QUIET_ZONE_MODULES, y / MODULE_PIXELS - QUIET_ZONE_MODULES);
                image.setRGB(x, y, dark ? BLACK : WHITE);
            }
        }
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
    }

    @Override
    public String toString() {
        return "EnrolmentLink[" + username + "]";
    }
}
