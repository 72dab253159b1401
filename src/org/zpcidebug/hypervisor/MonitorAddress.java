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
     * Parses an address: {@code unix:PATH}, an absolute path alone, {@code tcp:HOST:PORT} or {@code tcp:[IPV6]:PORT}. A
     * relative path is taken from the working directory.
     *
     * @throws IllegalArgumentException with a message for the user when the text is not an address
     */
    static MonitorAddress parse(String text) {
        return MonitorAddressParser.parse(text);
    }
}
