package dev.frontrow.storefront;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;

/// A load balancer's address in front of one node at a time. So a page keeps its origin while its node changes.
final class Relay implements AutoCloseable {

    private static final int NOBODY = -1;

    private final ServerSocket entrance;
    private final Set<Socket> open = new HashSet<>();
    private int target;

    Relay(int target) throws IOException {
        this.target = target;
        entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /// Ends all connections, as the death of the node behind it would, and lets nobody in.
    synchronized void loses() {
        target = NOBODY;
        open.forEach(Relay::end);
        open.clear();
    }

    /// Leads new connections to this node, and ends those to the former one.
    synchronized void movesTo(int port) {
        loses();
        target = port;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                join(entrance.accept());
            } catch (IOException _) {
                // The relay is closed, or a node refuses the connection; its browser tries again.
            }
        }
    }

    private synchronized void join(Socket client) throws IOException {
        if (target == NOBODY) {
            end(client);
            return;
        }
        var node = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(node);
        Thread.ofVirtual().start(() -> carry(client, node));
        Thread.ofVirtual().start(() -> carry(node, client));
    }

    private void carry(Socket from, Socket to) {
        try {
            from.setTcpNoDelay(true);
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One side has gone, so the other goes too.
        } finally {
            forget(from);
            forget(to);
        }
    }

    private synchronized void forget(Socket socket) {
        open.remove(socket);
        end(socket);
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        loses();
    }
}
