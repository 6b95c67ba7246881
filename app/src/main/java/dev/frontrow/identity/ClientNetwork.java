package dev.frontrow.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/// Who is counted as one client: an IPv4 address, or the 64 bits of an IPv6 address that name its network, for whoever
/// has one address of such a network has all of them.
public record ClientNetwork(boolean v6, long bits) {

    /// What is no address is one client too: otherwise each new spelling of nonsense would start with a full bucket.
    private static final ClientNetwork UNKNOWN = new ClientNetwork(false, -1);

    public static ClientNetwork of(String remoteAddress) {
        int zone = remoteAddress.indexOf('%');
        String literal = zone < 0 ? remoteAddress : remoteAddress.substring(0, zone);
        InetAddress address;
        try {
            // Unlike getByName it never asks the network for a name.
            address = InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException _) {
            return UNKNOWN;
        }
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address
                ? new ClientNetwork(true, bytes.getLong())
                : new ClientNetwork(false, Integer.toUnsignedLong(bytes.getInt()));
    }
}
