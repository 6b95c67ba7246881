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

    /// Whether messages arrive at present, as far as this node can tell.
    boolean isQuick();

    /// Must not block.
    void send(NewsItem item);

    /// Must not block.
    void send(Message hint);
}
