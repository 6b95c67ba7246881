package dev.frontrow.news;

/// A quick way beside the database, which may lose anything at any time.
interface QuickWay {

    /// There is none.
    QuickWay NONE = new QuickWay() {
        @Override
        public boolean isQuick() {
            return false;
        }

        @Override
        public void send(NewsItem item) {}

        @Override
        public void send(Message hint) {}
    };

    /// Whether what is sent arrives, as far as can be known.
    boolean isQuick();

    /// Must not block.
    void send(NewsItem item);

    /// Must not block.
    void send(Message hint);
}
