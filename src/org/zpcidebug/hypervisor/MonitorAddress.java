package org.zpcidebug.hypervisor;

import java.nio.file.Path;

/** Where a monitor is reached: {@code unix:PATH} or {@code tcp:HOST:PORT}. */
@SuppressWarnings("nls")
public sealed interface MonitorAddress {

    /** A Unix socket. */
    record Unix(Path path) implements MonitorAddress {
        /** {@code unix:PATH}. */
        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /** A TCP socket. */
    record Tcp(String host, int port) implements MonitorAddress {
        /** {@code tcp:HOST:PORT}; an IPv6 address stands in brackets. */
        @Override
        public String toString() {
            return "tcp:" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * Parses an address.
     *
     * @throws IllegalArgumentException with a message for the user when the text is not an address
     */
    static MonitorAddress parse(String text) {
        throw new UnsupportedOperationException();
    }
}
