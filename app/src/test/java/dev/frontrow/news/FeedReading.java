package dev.frontrow.news;

import org.springframework.beans.factory.BeanFactory;

/// Reads the news of a node by hand, as its schedule does.
public final class FeedReading {

    private FeedReading() {}

    public static void at(BeanFactory node) {
        node.getBean(NewsFeed.class).read();
    }
}
