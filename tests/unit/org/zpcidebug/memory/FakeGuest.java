package org.zpcidebug.memory;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorOptions;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.testing.FakeMonitor;
import org.zpcidebug.testing.FakePeer;

/**
 * A guest whose RAM lies in this Java's own native memory, behind a monitor that answers what QEMU answers: so all ways
 * to memory work, PROCESS too, and each can be made to fail.
 */
final class FakeGuest implements AutoCloseable {

    static final int PAGE = 4096;

    /** An answer that comes late. */
    private interface Late {
        void answer() throws IOException;
    }

    /** Each range's RAM, and where the guest has it. */
    private record Block(long start, Memory memory, String name) {

        int length() {
            return (int) memory.size();
        }

        long host() {
            return Pointer.nativeValue(memory);
        }

        boolean contains(long address) {
            return address >= start && address < start + length();
        }
    }

    /** Commands, or first words of lines of the human monitor, that are refused. */
    final Set<String> refused = ConcurrentHashMap.newKeySet();

    /** Those that are answered only when it is let go of. */
    final Set<String> held = ConcurrentHashMap.newKeySet();

    /** What to add to the host addresses it tells. */
    final AtomicLong lie = new AtomicLong();

    private final Queue<Late> late = new ConcurrentLinkedQueue<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<Memory> allocated = new ArrayList<>();
    private final FakeMonitor fake;

    private FakeGuest(boolean tcp) throws IOException {
        fake = tcp ? FakeMonitor.tcp(this::play) : FakeMonitor.unix(this::play);
    }

    /** 64 KiB from 0 on, directly followed by another block of 32 KiB, a gap, and 64 KiB at 4 GiB. */
    static FakeGuest create() throws IOException {
        return fill(new FakeGuest(false));
    }

    /** The same behind a TCP port. */
    static FakeGuest overTcp() throws IOException {
        return fill(new FakeGuest(true));
    }

    private static FakeGuest fill(FakeGuest guest) {
        guest.plug(0, 16 * PAGE, "s390.ram");
        guest.plug(16L * PAGE, 8 * PAGE, "mem (1) @2");
        guest.plug(1L << 32, 16 * PAGE, "hot");
        return guest;
    }

    /** Adds a block of RAM with random contents. */
    void plug(long start, int length, String name) {
        Memory raw = new Memory(length + PAGE);
        allocated.add(raw);
        Memory memory = raw.align(PAGE);
        byte[] bytes = new byte[length];
        new Random(start).nextBytes(bytes);
        memory.write(0, bytes, 0, length);
        synchronized (blocks) {
            blocks.add(new Block(start, (Memory) memory.share(0, length), name));
        }
    }

    /** Takes a block away. */
    void unplug(long start) {
        synchronized (blocks) {
            blocks.removeIf(block -> block.start() == start);
        }
    }

    /** Makes the page at that address unreadable, for this Java too. */
    void protect(long address) {
        protection(address, 0);
    }

    /** Makes it readable and writable again. */
    void unprotect(long address) {
        protection(address, 3);
    }

    private void protection(long address, int flags) {
        Block block = block(address);
        Object[] arguments = {new Pointer(block.host() + address - block.start()), new NativeLong(PAGE), flags};
        if (Function.getFunction("c", "mprotect").invokeInt(arguments) != 0) {
            throw new IllegalStateException("mprotect");
        }
    }

    Monitor monitor() throws Exception {
        return monitor(MonitorOptions.DEFAULT);
    }

    Monitor monitor(MonitorOptions options) throws Exception {
        return QmpMonitor.open(fake.address(), options).get(20, TimeUnit.SECONDS);
    }

    /** What is in the RAM there; null outside. */
    byte[] expected(long address, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            Block block = block(address + i);
            if (block == null) {
                return null;
            }
            bytes[i] = block.memory().getByte(address + i - block.start());
        }
        return bytes;
    }

    private Block block(long address) {
        synchronized (blocks) {
            return blocks.stream().filter(b -> b.contains(address)).findFirst().orElse(null);
        }
    }

    /** Commands and lines of the human monitor so far. */
    List<String> received() {
        return fake.received();
    }

    private void play(FakePeer peer) throws IOException {
        peer.negotiate();
        while (true) {
            JsonObject command = peer.command();
            JsonObject arguments = command.getAsJsonObject("arguments");
            String name = command.get("execute").getAsString();
            String line = name.equals("pmemsave")
                    ? name
                    : arguments.get("command-line").getAsString();
            String word = line.split(" ")[0];
            if (refused.contains(word)) {
                peer.fail(command, "GenericError", "Could not " + word);
            } else if (held.contains(word)) {
                late.add(() -> reply(peer, command, line));
            } else {
                reply(peer, command, line);
            }
        }
    }

    private void reply(FakePeer peer, JsonObject command, String line) throws IOException {
        boolean saves = line.equals("pmemsave");
        peer.reply(command, saves ? save(command.getAsJsonObject("arguments")) : new Gson().toJson(answer(line)));
    }

    /** Answers what was held back, and from now on holds nothing back. */
    void letGo() throws IOException {
        held.clear();
        while (!late.isEmpty()) {
            late.remove().answer();
        }
    }

    private String save(JsonObject arguments) throws IOException {
        byte[] bytes =
                expected(arguments.get("val").getAsLong(), arguments.get("size").getAsInt());
        Files.write(Path.of(arguments.get("filename").getAsString()), bytes);
        return "{}";
    }

    private String answer(String line) {
        String[] words = line.split(" ");
        return switch (words[0]) {
            case "info" -> flatView();
            case "gpa2hva" -> host(Long.decode(words[1]));
            case "xp" -> dump(Integer.parseInt(words[1].substring(1, words[1].length() - 2)), Long.decode(words[2]));
            default -> "unknown command: '" + words[0] + "'\r\n";
        };
    }

    private String flatView() {
        StringBuilder text = new StringBuilder("FlatView #0\n AS \"I/O\", root: io\n Root memory region: io\n"
                + "  0000000000000000-000000000000ffff (prio 0, i/o): io\n\n"
                + "FlatView #1\n AS \"memory\", root: system\n Root memory region: system\n");
        synchronized (blocks) {
            for (Block block : blocks) {
                long last = block.start() + block.length() - 1;
                text.append(String.format("  %016x-%016x (prio 0, ram): %s%n", block.start(), last, block.name()));
            }
        }
        return text.append("  fe00000000000000-fe00000000000fff (prio 0, i/o): msix\n\n")
                .toString();
    }

    private String host(long address) {
        Block block = block(address);
        return block == null
                ? String.format("No memory is mapped at address 0x%x%n", address)
                : String.format(
                        "Host virtual address for 0x%x (%s) is 0x%x%n",
                        address, block.name(), block.host() + address - block.start() + lie.get());
    }

    private String dump(int count, long address) {
        StringBuilder text = new StringBuilder();
        byte[] bytes = expected(address, 8 * count);
        for (int i = 0; i < count; i += 2) {
            text.append(String.format("%016x:", address + 8L * i));
            for (int j = i; j < Math.min(count, i + 2); j++) {
                text.append(" 0x");
                for (byte b : Arrays.copyOfRange(bytes, 8 * j, 8 * j + 8)) {
                    text.append(String.format("%02x", b));
                }
            }
            text.append("\r\n");
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        fake.close();
        allocated.forEach(Memory::close);
    }
}
