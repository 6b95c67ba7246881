package dev.frontrow.boxoffice.export;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// A file into which a list is written line by line. Keeps only some lines in memory.
interface Sheet extends Closeable {

    void write(List<Cell> line) throws IOException;
}
