package dev.frontrow.news;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Notes what it hears, and fails where a test wants it to.
final class NotedNews implements NewsListener {

    private final String topic;
    private final List<String> notes = new CopyOnWriteArrayList<>();
    volatile Consumer<String> trouble = _ -> {};

    NotedNews(String topic) {
        this.topic = topic;
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public void hear(long subject, byte[] body) {
        note(subject + " " + new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public void unsure(long subject) {
        note("unsure " + subject);
    }

    @Override
    public void fellBehind() {
        note("fell behind");
    }

    private void note(String text) {
        trouble.accept(text);
        notes.add(text);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
