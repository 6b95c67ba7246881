import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/// Connects to a host and a port, for `./frontrow doctor`. Runs from source with the JDK alone.
void main(String[] args) {
    try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(args[0], Integer.parseInt(args[1])), 3_000);
    } catch (UnknownHostException unknown) {
        fail("there is no such host");
    } catch (IOException | IllegalArgumentException failed) {
        fail(String.valueOf(failed.getMessage()));
    }
}

void fail(String why) {
    System.err.println(why);
    System.exit(1);
}
