package org.zpcidebug.gdbstub;

import java.nio.charset.StandardCharsets;
import org.zpcidebug.gdbstub.StubException.Reason;

/** What a stub can do, as agreed on when connecting. */
@SuppressWarnings("nls")
final class StubFeatures {

    private static final String QUESTION = "qSupported:multiprocess+;vContSupported+;xmlRegisters=s390";
    private static final String SIZE = "PacketSize=";
    /** The size that every stub has. */
    private static final int LEAST = 400;

    private static final int MOST = 64 << 10;
    private static final int LONGEST_FILE = 128 << 10;

    private final StubExchange exchange;
    private final int packetBytes;
    private TargetDescription description;

    private StubFeatures(StubExchange exchange, int packetBytes) {
        this.exchange = exchange;
        this.packetBytes = packetBytes;
    }

    /** Agrees on features. */
    static StubFeatures negotiate(StubExchange exchange) {
        byte[] reply = exchange.ask(QUESTION);
        String supported = Packets.text(reply);
        if (supported.startsWith("E")) {
            // Every debugger's peer has an answer to this.
            throw StubExchange.unexpected(QUESTION, reply);
        }
        return new StubFeatures(exchange, size(supported));
    }

    /**
     * The stub's registers; read when they are first asked for, while the guest stands. QEMU 7.2 gives no single registers
     * before that.
     */
    TargetDescription description() {
        if (description == null) {
            description = TargetDescription.read(this::file);
        }
        return description;
    }

    private static int size(String supported) {
        for (String feature : supported.split(";")) {
            if (feature.matches(SIZE + "[0-9a-fA-F]{1,7}")) {
                return Math.max(LEAST, Math.min(MOST, Integer.parseInt(feature.substring(SIZE.length()), 16)));
            }
        }
        return LEAST;
    }

    /** The most bytes of storage in one packet: two digits each. QEMU 7.2 refuses what comes near its whole packet. */
    int mostBytes() {
        return packetBytes / 2 - Long.BYTES;
    }

    private String file(String name) {
        StringBuilder text = new StringBuilder();
        int most = packetBytes - 16;
        while (text.length() < LONGEST_FILE) {
            String place = Integer.toHexString(text.length()) + "," + Integer.toHexString(most);
            byte[] reply = exchange.ask("qXfer:features:read:" + name + ":" + place);
            boolean isLast = reply.length > 0 && reply[0] == 'l';
            if (!isLast && (reply.length < 2 || reply[0] != 'm')) {
                throw StubExchange.unexpected("qXfer:features:read:" + name, reply);
            }
            text.append(new String(reply, 1, reply.length - 1, StandardCharsets.ISO_8859_1));
            if (isLast) {
                return text.toString();
            }
        }
        throw StubException.of(Reason.GARBLED, "tooLarge");
    }
}
