package dev.frontrow.news;

/// Hears the news of one topic from other nodes. A bean of this type is found by itself. It is called by one
/// thread at a time, which also brings the news of all other topics: it must be quick.
///
/// What is heard may be known already, because its transaction was committed before: this node may have read the
/// rows meanwhile. So an item is applied by its version, or it only says what to read again.
public interface NewsListener {

    /// The topic of this listener, at most 40 characters.
    String topic();

    /// Applies an item of another node, each once. If it throws, [#unsure] follows until that succeeds.
    ///
    /// @param subject what the item is about, such as the id of a concert
    /// @param body    as its teller wrote it; a listener that does not know its format throws
    void hear(long subject, byte[] body);

    /// Some news of this subject is lost: reads it again from the database, or drops what it knows. Repeated
    /// until it does not throw.
    default void unsure(long subject) {
        fellBehind();
    }

    /// News of any subject may be lost, because this node could not read them in time or because the database was
    /// replaced by another one: reads all again, or drops what it knows. Repeated until it does not throw.
    void fellBehind();
}
