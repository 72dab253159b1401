package org.zpcidebug.app;

import java.io.PrintStream;

/** Writes many short lines in few large pieces. */
final class JsonLines {

    private static final int PIECE = 64 << 10;

    private final PrintStream out;
    private final StringBuilder text = new StringBuilder();

    JsonLines(PrintStream out) {
        this.out = out;
    }

    JsonLines append(String part) {
        text.append(part);
        return this;
    }

    /** Ends a line. */
    void end() {
        text.append('\n');
        if (text.length() >= PIECE) {
            flush();
        }
    }

    /** Writes what is left. */
    void flush() {
        out.append(text);
        out.flush();
        text.setLength(0);
    }
}
