package dev.frontrow.drill;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The network between one node and one server on this machine: passes connections on, and can be broken.
/// Thread-safe.
final class Link implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;
    private static final int BACKLOG = 200;

    private final int target;
    private final ServerSocket entrance;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition healed = lock.newCondition();
    private boolean hangs;
    private volatile boolean refuses;

    private Link(int target) throws IOException {
        this.target = target;
        entrance = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static Link to(int port) throws IOException {
        return new Link(port);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /// From now on nothing gets through, and nobody is told: packets are lost, as in a network that is cut.
    void hang() {
        setHanging(true);
    }

    /// Resets all connections and refuses new ones, as a firewall does.
    void refuse() {
        refuses = true;
        open.forEach(Link::close);
    }

    /// What was on its way when it hung arrives now, as TCP would send it again.
    void heal() {
        refuses = false;
        setHanging(false);
    }

    private void setHanging(boolean hanging) {
        lock.lock();
        try {
            hangs = hanging;
            healed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitHealed() throws InterruptedException {
        lock.lock();
        try {
            while (hangs) {
                healed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        open.add(client);
        try {
            awaitHealed();
            if (refuses) {
                close(client);
                return;
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pass(client, server));
            Thread.ofVirtual().start(() -> pass(server, client));
        } catch (IOException noServer) {
            close(client);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            close(client);
        } finally {
            open.removeIf(Socket::isClosed);
        }
    }

    private void pass(Socket from, Socket to) {
        var buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitHealed();
                out.write(buffer, 0, count);
            }
        } catch (IOException over) {
            // One of the two has ended the connection.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        endBoth(from, to);
    }

    /// The end of a connection gets through no better than data.
    private void endBoth(Socket one, Socket other) {
        try {
            awaitHealed();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        close(one);
        close(other);
        open.remove(one);
        open.remove(other);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // That is what was wanted.
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        refuse();
        setHanging(false);
    }
}
