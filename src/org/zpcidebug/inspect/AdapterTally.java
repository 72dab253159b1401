package org.zpcidebug.inspect;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zpcidebug.hypervisor.AdapterEvent;
import org.zpcidebug.hypervisor.MessageEvent;
import org.zpcidebug.inspect.AdapterCounts.Message;
import org.zpcidebug.inspect.AdapterCounts.Subclass;
import org.zpcidebug.zpci.InterruptionMode;

/** Counts the lines of QEMU's log, which comes in pieces. Not for several threads. */
final class AdapterTally {

    private static final int SUBCLASSES = 8;
    private static final int MAX_LINE = 512;

    /** More vectors than any guest has. */
    private static final int MAX_MESSAGES = 1 << 18;

    private final Instant since;
    private final boolean hasMessages;
    private final long[] raised = new long[SUBCLASSES];
    private final long[] dropped = new long[SUBCLASSES];
    private final InterruptionMode[] modes = new InterruptionMode[SUBCLASSES];
    private final Map<Message, long[]> messages = new HashMap<>();
    private final byte[] line = new byte[MAX_LINE];
    private int length;
    private boolean whole = true;

    /** @param hasMessages whether this QEMU has an event for messages */
    AdapterTally(Instant since, boolean hasMessages) {
        this.since = since;
        this.hasMessages = hasMessages;
        Arrays.fill(modes, InterruptionMode.UNKNOWN);
    }

    /** Takes the next piece; a line may begin in one and end in another. */
    void add(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                if (length < MAX_LINE) {
                    line(new String(line, 0, length, StandardCharsets.ISO_8859_1));
                }
                length = 0;
            } else if (length < MAX_LINE) {
                line[length] = bytes[i];
                length++;
            }
        }
    }

    /** Some of the log cannot be read any more. */
    void lost() {
        whole = false;
        length = 0;
    }

    /** The machine was reset: no mode is known until an event tells it. */
    void forgetModes() {
        Arrays.fill(modes, InterruptionMode.UNKNOWN);
    }

    private void line(String text) {
        Optional<AdapterEvent> event = AdapterEvent.parse(text);
        if (event.isPresent()) {
            count(event.get());
        } else if (hasMessages) {
            MessageEvent.parse(text).ifPresent(this::count);
        }
    }

    private void count(AdapterEvent event) {
        int subclass = event.subclass();
        switch (event.kind()) {
            case INTERRUPTION -> {
                raised[subclass]++;
                modes[subclass] = modes[subclass].delivered();
            }
            case SUPPRESSED -> {
                dropped[subclass]++;
                modes[subclass] = modes[subclass].dropped();
            }
            default -> modes[subclass] = modes[subclass].set(event.mode());
        }
    }

    private void count(MessageEvent event) {
        Message message = new Message(event.index(), event.vector());
        if (messages.size() < MAX_MESSAGES || messages.containsKey(message)) {
            messages.computeIfAbsent(message, key -> new long[1])[0]++;
        }
    }

    /** The counts so far. */
    AdapterCounts counts() {
        List<Subclass> subclasses = new ArrayList<>();
        for (int i = 0; i < SUBCLASSES; i++) {
            subclasses.add(new Subclass(raised[i], dropped[i], modes[i]));
        }
        Map<Message, Long> copy = new HashMap<>();
        messages.forEach((message, count) -> copy.put(message, count[0]));
        return new AdapterCounts(since, List.copyOf(subclasses), hasMessages ? Map.copyOf(copy) : null, whole);
    }
}
