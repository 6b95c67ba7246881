package dev.frontrow.waitingroom.push;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Tells hosts in the public Internet from those inside: an alert is sent to no machine of a private network.
final class PublicAddresses {

    /// Finds the addresses of a host.
    @FunctionalInterface
    interface Names {

        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Names names;

    PublicAddresses(Names names) {
        this.names = names;
    }

    /// Whether the host is known and has public addresses only.
    boolean has(String host) {
        try {
            return Arrays.stream(names.addresses(host)).allMatch(PublicAddresses::isPublic);
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        int first = Byte.toUnsignedInt(bytes[0]);
        int second = Byte.toUnsignedInt(bytes[1]);
        if (address instanceof Inet4Address) {
            // "This network", shared by a provider's customers, benchmarks, and what is reserved.
            return first != 0
                    && !(first == 100 && second >= 64 && second < 128)
                    && !(first == 198 && (second == 18 || second == 19))
                    && first < 240;
        }
        // Only 2000::/3 is given to the Internet; 2002::/16 is IPv4 inside IPv6.
        return (first & 0xE0) == 0x20 && !(first == 0x20 && second == 0x02);
    }
}
