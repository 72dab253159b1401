package org.zpcidebug.gdbstub;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.zpcidebug.gdbstub.StubClient.Breakpoint;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.GeneralRegisters;

/**
 * Questions that are sent to the stub together, so that one way there and back does for all of them. QEMU answers them
 * one after the other, also those behind one that it refuses. For one use, by the thread that uses the client, while the
 * guest stands.
 */
@SuppressWarnings("nls")
public final class StubBatch {

    private static final int REGISTER_BYTES = GeneralRegisters.DOUBLEWORDS * Long.BYTES;

    /** Bytes of a write's command before its data, as many as two digits each stand for. */
    private static final int WRITE_HEADER = 16;

    private final StubClient client;
    private final List<String> commands = new ArrayList<>();
    private final List<Consumer<byte[]>> readers = new ArrayList<>();

    StubBatch(StubClient client) {
        this.client = client;
    }

    /** Makes this the CPU whose registers and addresses are meant by what follows. */
    public StubBatch select(StubThread thread) {
        return expectOk("Hg" + thread);
    }

    /** The selected CPU's PSW and general registers. */
    public StubBatch registers(Consumer<GeneralRegisters> to) {
        return add("g", reply -> to.accept(registers(reply)));
    }

    /** Gives the selected CPU this PSW and these general registers. */
    public StubBatch setRegisters(GeneralRegisters registers) {
        return expectOk("G" + Packets.hex(registers.bytes()));
    }

    /** QEMU's words about a CPU. */
    public StubBatch words(StubThread thread, Consumer<String> to) {
        return add("qThreadExtraInfo," + thread, reply -> to.accept(words(reply)));
    }

    /** Reads storage by the selected CPU's own addresses. */
    public StubBatch read(long address, int length, Consumer<byte[]> to) {
        byte[] bytes = new byte[length];
        int most = client.mostBytes();
        for (int done = 0; done < length; done += most) {
            int at = done;
            int part = Math.min(length - done, most);
            String command = "m" + Long.toHexString(address + done) + "," + Integer.toHexString(part);
            add(command, reply -> {
                byte[] read = Packets.bytes(reply);
                if (read == null || read.length != part) {
                    throw StubExchange.unexpected(command, reply);
                }
                System.arraycopy(read, 0, bytes, at, part);
                if (at + part == length) {
                    to.accept(bytes);
                }
            });
        }
        return this;
    }

    /** Writes storage by the selected CPU's own addresses. */
    public StubBatch write(long address, byte[] bytes) {
        int most = client.mostBytes() - WRITE_HEADER;
        for (int done = 0; done < bytes.length; done += most) {
            int part = Math.min(bytes.length - done, most);
            byte[] next = Arrays.copyOfRange(bytes, done, done + part);
            String place = Long.toHexString(address + done) + "," + Integer.toHexString(part);
            expectOk("M" + place + ":" + Packets.hex(next));
        }
        return this;
    }

    /** Makes the guest stop there, until it is removed or the guest is left. */
    public StubBatch insert(Breakpoint breakpoint) {
        String command = "Z" + breakpoint.arguments();
        return add(command, reply -> {
            needOk(command, reply);
            client.inserted(breakpoint, true);
        });
    }

    /** Takes a breakpoint away again. */
    public StubBatch remove(Breakpoint breakpoint) {
        String command = "z" + breakpoint.arguments();
        return add(command, reply -> {
            needOk(command, reply);
            client.inserted(breakpoint, false);
        });
    }

    /**
     * Asks, and hands the answers over in the order of the questions.
     *
     * @throws StubException when one is refused, after the answers behind it were handed over as well
     */
    public void ask() {
        List<byte[]> replies = client.ask(commands);
        StubException first = null;
        for (int i = 0; i < replies.size(); i++) {
            try {
                readers.get(i).accept(replies.get(i));
            } catch (StubException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private StubBatch expectOk(String command) {
        return add(command, reply -> needOk(command, reply));
    }

    private StubBatch add(String command, Consumer<byte[]> reader) {
        commands.add(command);
        readers.add(reader);
        return this;
    }

    static void needOk(String command, byte[] reply) {
        if (!Packets.text(reply).equals("OK")) {
            throw StubExchange.unexpected(command, reply);
        }
    }

    static String words(byte[] reply) {
        byte[] words = Packets.bytes(reply);
        return words == null ? "" : new String(words, StandardCharsets.ISO_8859_1).strip();
    }

    static GeneralRegisters registers(byte[] reply) {
        byte[] bytes = Packets.bytes(reply);
        if (bytes == null || bytes.length < REGISTER_BYTES) {
            throw StubExchange.unexpected("g", reply);
        }
        BigEndian view = new BigEndian(bytes);
        long[] values = new long[GeneralRegisters.DOUBLEWORDS];
        for (int i = 0; i < values.length; i++) {
            values[i] = view.u64(i * Long.BYTES);
        }
        return new GeneralRegisters(values);
    }
}
