package dev.frontrow.hotpath;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Requests, each of which is sent once. In the file each follows its length, because requests contain line
/// breaks. Thread n of T takes the n-th, the n+T-th and so on.
final class RequestList {

    private final List<String> requests = new ArrayList<>();

    static RequestList of(String... requests) {
        RequestList list = new RequestList();
        list.requests.addAll(List.of(requests));
        return list;
    }

    void add(String request) {
        requests.add(request);
    }

    String first() {
        return requests.getFirst();
    }

    int size() {
        return requests.size();
    }

    void writeTo(Path file) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (String request : requests) {
                byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
                out.write((bytes.length + "\n").getBytes(StandardCharsets.US_ASCII));
                out.write(bytes);
            }
        }
    }

    /// Removes the requests that the threads took, each from the start of its slice.
    void remove(List<Integer> taken) {
        List<String> left = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            if (i / taken.size() >= taken.get(i % taken.size())) {
                left.add(requests.get(i));
            }
        }
        requests.clear();
        requests.addAll(left);
    }

    /// Removes and returns up to this many requests.
    List<String> take(int count) {
        List<String> first = requests.subList(0, Math.min(count, requests.size()));
        List<String> taken = List.copyOf(first);
        first.clear();
        return taken;
    }
}
