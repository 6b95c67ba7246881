package dev.frontrow.web.http;

/// Checks chunks of bytes for UTF-8 by RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
/// Refuses NUL too: JSON and forms never need it, and a parser would guess another encoding from zero bytes. For
/// one thread at a time.
public final class Utf8Only {

    private int missing;
    private int nextMin = 0x80;
    private int nextMax = 0xbf;

    /// Whether all bytes so far may be UTF-8. Do not call it again after false.
    public boolean accepts(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (!accepts(bytes[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /// Whether the bytes so far do not end within a character.
    public boolean isWhole() {
        return missing == 0;
    }

    /// Whether the bytes are UTF-8 from beginning to end.
    public static boolean isAllOf(byte[] bytes) {
        var all = new Utf8Only();
        return all.accepts(bytes, 0, bytes.length) && all.isWhole();
    }

    private boolean accepts(int octet) {
        if (missing > 0) {
            boolean fits = octet >= nextMin && octet <= nextMax;
            missing--;
            nextMin = 0x80;
            nextMax = 0xbf;
            return fits;
        }
        if (octet < 0x80) {
            return octet != 0;
        }
        return begins(octet);
    }

    /// Whether the octet may begin a character; sets which octets must follow.
    private boolean begins(int octet) {
        if (octet < 0xc2 || octet > 0xf4) {
            return false;
        }
        missing = octet < 0xe0 ? 1 : octet < 0xf0 ? 2 : 3;
        switch (octet) {
            case 0xe0 -> nextMin = 0xa0;
            case 0xed -> nextMax = 0x9f;
            case 0xf0 -> nextMin = 0x90;
            case 0xf4 -> nextMax = 0x8f;
            default -> {}
        }
        return true;
    }
}
