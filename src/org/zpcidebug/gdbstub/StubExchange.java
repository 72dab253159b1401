package org.zpcidebug.gdbstub;

import java.nio.channels.ClosedSelectorException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.zpcidebug.gdbstub.StubException.Reason;

/**
 * Questions and answers with a stub. The protocol numbers neither, so a late answer could pass for the next one: when an
 * answer does not come in time, the stub is asked something whose answer cannot be mistaken, and the connection is closed
 * unless that answer comes.
 */
@SuppressWarnings("nls")
final class StubExchange implements AutoCloseable {

    private static final String RECOGNIZABLE = "qC";
    private static final byte[] END_OF_PACKET = {'#', '0', '0'};
    private static final byte[] ACKNOWLEDGED_INTERRUPT = {'+', 3};
    private static final int LATE_ANSWERS = 3;
    private static final Duration RESYNCHRONIZE = Duration.ofSeconds(1);
    private static final int LONGEST_SHOWN = 80;

    /** More would fill the sockets in both directions, and QEMU and we would wait for each other. */
    private static final int TOGETHER = 24;

    private final StubLink link;
    private final StubOptions options;
    private volatile boolean closed;
    private byte[] lastStop;
    private StopReply lastReply;

    StubExchange(StubLink link, StubOptions options) {
        this.link = link;
        this.options = options;
    }

    /** Asks, and returns the answer. Stop replies that nobody asked for, as older QEMUs send on connecting, are none. */
    byte[] ask(String command) {
        return ask(command, packet -> !StopReply.isOne(packet));
    }

    /** Asks, and returns the first packet that can be the answer. */
    byte[] ask(String command, Predicate<byte[]> isAnswer) {
        send(command);
        return answer(command, isAnswer);
    }

    /** Asks several things in as few goes as sockets have room for, and returns the answers in their order. */
    List<byte[]> ask(List<String> commands) {
        List<byte[]> answers = new ArrayList<>();
        for (int from = 0; from < commands.size(); from += TOGETHER) {
            List<String> some = commands.subList(from, Math.min(from + TOGETHER, commands.size()));
            send(some);
            some.forEach(command -> answers.add(answer(command, packet -> !StopReply.isOne(packet))));
        }
        return answers;
    }

    private void send(List<String> commands) {
        link(() -> {
            List<byte[]> payloads = commands.stream()
                    .map(command -> command.getBytes(StandardCharsets.ISO_8859_1))
                    .toList();
            link.send(payloads, deadline(options.reply()));
            return null;
        });
    }

    private byte[] answer(String command, Predicate<byte[]> isAnswer) {
        byte[] answer = receive(isAnswer, deadline(options.reply()));
        if (answer == null) {
            resynchronize();
            String shown = command.length() > LONGEST_SHOWN ? command.substring(0, LONGEST_SHOWN) : command;
            throw StubException.of(Reason.SILENT, "silent", shown, StubLink.seconds(options.reply()));
        }
        return answer;
    }

    void send(String command) {
        link(() -> {
            link.send(command.getBytes(StandardCharsets.ISO_8859_1), deadline(options.reply()));
            return null;
        });
    }

    /** Waits for a stop; empty when none came, or the thread was interrupted where that counts. */
    Optional<StopReply> awaitStop(long deadline, boolean cancellable) {
        while (true) {
            byte[] packet = link(() -> link.receive(deadline, cancellable));
            if (packet == null) {
                return Optional.empty();
            }
            if (StopReply.isOne(packet)) {
                return Optional.of(stop(packet));
            }
        }
    }

    /** Most stops are told in the same words as the one before. */
    private StopReply stop(byte[] packet) {
        if (!Arrays.equals(packet, lastStop)) {
            lastReply = StopReply.parse(packet);
            lastStop = packet;
        }
        return lastReply;
    }

    /** Ends a wait for a stop. */
    void wake() {
        link.wake();
    }

    /** Tells the running guest to stop. */
    void interrupt() {
        link(() -> {
            link.sendInterrupt(deadline(options.interrupt()));
            return null;
        });
    }

    /**
     * Tells a guest to stop that another client of QEMU may have let run since the last answer; one that stands takes no
     * notice. QEMU passes over an interrupt while it waits for its last answer to be acknowledged.
     */
    void regain() {
        link(() -> {
            link.write(ACKNOWLEDGED_INTERRUPT, deadline(options.interrupt()));
            return null;
        });
    }

    /** Ends what a debugger before us may have begun to send; a stub that waits for a packet takes no notice. */
    void clear() {
        link(() -> {
            link.write(END_OF_PACKET, deadline(options.reply()));
            return null;
        });
    }

    /** Brings questions and answers together again, or closes the connection. */
    private void resynchronize() {
        regain();
        send(RECOGNIZABLE);
        long deadline = deadline(RESYNCHRONIZE);
        for (int i = 0; i <= LATE_ANSWERS; i++) {
            byte[] packet = receive(any -> !StopReply.isOne(any), deadline);
            if (packet == null) {
                break;
            }
            if (Packets.text(packet).startsWith("QC")) {
                return;
            }
        }
        close();
    }

    private byte[] receive(Predicate<byte[]> wanted, long deadline) {
        while (true) {
            byte[] packet = link(() -> link.receive(deadline, false));
            if (packet == null || wanted.test(packet)) {
                return packet;
            }
        }
    }

    /** Whatever fails on the line ends the connection. */
    private <T> T link(Supplier<T> action) {
        if (closed) {
            throw StubException.of(Reason.CLOSED, "closed");
        }
        try {
            return action.get();
        } catch (StubException e) {
            boolean byUs = closed;
            close();
            throw byUs ? StubException.of(Reason.CLOSED, "closed") : e;
        } catch (ClosedSelectorException e) {
            throw StubException.caused(Reason.CLOSED, e, "closed");
        }
    }

    static StubException unexpected(String command, byte[] reply) {
        String shown = command.length() > LONGEST_SHOWN ? command.substring(0, LONGEST_SHOWN) : command;
        String text = Packets.text(reply).replaceAll("[^ -~]", ".");
        if (text.isEmpty()) {
            return StubException.of(Reason.REFUSED, "refused.unknown", shown);
        }
        String key = text.startsWith("E") ? "refused" : "refused.answer";
        return StubException.of(
                Reason.REFUSED, key, shown, text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) : text);
    }

    boolean isClosed() {
        return closed;
    }

    List<PacketEntry> history() {
        return link.history();
    }

    private static long deadline(Duration limit) {
        return System.nanoTime() + limit.toNanos();
    }

    @Override
    public void close() {
        closed = true;
        link.close();
    }
}
