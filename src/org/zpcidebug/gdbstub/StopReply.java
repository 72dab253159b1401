package org.zpcidebug.gdbstub;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why the guest stopped.
 *
 * @param kind what happened
 * @param signal the number the stub gives: 5 at a breakpoint or after a step, 2 after an interrupt
 * @param thread the CPU that stopped first; QEMU 10 and newer do not always name one
 * @param watched the address whose watchpoint was hit
 */
@SuppressWarnings("nls")
public record StopReply(Kind kind, int signal, Optional<StubThread> thread, OptionalLong watched) {

    /** What a stop reply tells. */
    public enum Kind {
        /** At a breakpoint or watchpoint, or after a step. */
        TRAPPED,
        /** Stopped by us or by another client of QEMU. */
        INTERRUPTED,
        /** Stopped for another reason, for instance an I/O error. */
        OTHER,
        /** QEMU ends. */
        ENDED
    }

    private static final int INTERRUPT = 2;
    private static final int TRAP = 5;

    /** Whether a packet is a stop reply, whatever was asked. */
    static boolean isOne(byte[] packet) {
        return packet.length >= 3
                && (packet[0] == 'T' || packet[0] == 'S' || packet[0] == 'W' || packet[0] == 'X')
                && Packets.digit(packet[1]) >= 0
                && Packets.digit(packet[2]) >= 0;
    }

    /** Reads a packet for which {@link #isOne} holds; what it does not know in it is left out. */
    static StopReply parse(byte[] packet) {
        String text = Packets.text(packet);
        int signal = Integer.parseInt(text.substring(1, 3), 16);
        if (text.charAt(0) == 'W' || text.charAt(0) == 'X') {
            return new StopReply(Kind.ENDED, signal, Optional.empty(), OptionalLong.empty());
        }
        Optional<StubThread> thread = Optional.empty();
        OptionalLong watched = OptionalLong.empty();
        for (String pair : text.substring(3).split(";")) {
            int colon = pair.indexOf(':');
            String name = colon < 0 ? "" : pair.substring(0, colon);
            String value = pair.substring(colon + 1);
            if (name.equals("thread")) {
                thread = StubThread.parse(value);
            } else if (name.equals("watch") || name.equals("rwatch") || name.equals("awatch")) {
                watched = address(value);
            }
        }
        return new StopReply(kind(signal), signal, thread, watched);
    }

    private static Kind kind(int signal) {
        return switch (signal) {
            case TRAP -> Kind.TRAPPED;
            case INTERRUPT -> Kind.INTERRUPTED;
            default -> Kind.OTHER;
        };
    }

    private static OptionalLong address(String digits) {
        try {
            return OptionalLong.of(Long.parseUnsignedLong(digits, 16));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
