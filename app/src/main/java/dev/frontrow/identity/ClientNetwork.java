package dev.frontrow.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/// Identifies one client for limits: an IPv4 address, or the first 64 bits of an IPv6 address. They name its
/// network, and the owner of one address there has all of them.
public record ClientNetwork(boolean v6, long bits) {

    private static final long SITE = -1L << 16;

    /// What is no address is one client too: otherwise each new spelling of nonsense would start with a full bucket.
    private static final ClientNetwork UNKNOWN = new ClientNetwork(false, -1);

    /// The site that the network belongs to. With IPv6 that is the 48 bits that one customer is commonly given;
    /// the customer may then send from each of 65,536 networks. Rates are counted for the network and, with a
    /// higher limit, for the site. Parts of what is free are counted for the site alone: half of everything is
    /// enough for any site.
    public ClientNetwork site() {
        return v6 ? new ClientNetwork(true, bits & SITE) : this;
    }

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
