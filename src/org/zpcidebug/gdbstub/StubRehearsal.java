package org.zpcidebug.gdbstub;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.zpcidebug.gdbstub.PacketReader.UnreadableException;
import org.zpcidebug.gdbstub.StubException.Reason;
import org.zpcidebug.s390.GeneralRegisters;

/**
 * A stub in this process, with some storage and one CPU that waits until it may run. What is done to it first need not be done to a guest
 * for the first time: a program that has just begun takes a hundred times as long for everything.
 */
@SuppressWarnings("nls")
public final class StubRehearsal implements AutoCloseable {

    private static final int MOST = 8192;
    private static final int ADDRESS = Long.BYTES;
    private static final String STOPPED = "T05thread:p01.01;";

    private final StubSocket socket;
    private final ServerSocketChannel server;
    private final byte[] storage;
    private final ToLongFunction<byte[]> program;
    private final byte[] registers = new byte[GeneralRegisters.DOUBLEWORDS * Long.BYTES];
    private final StubClient client;
    private boolean waits = true;

    /**
     * A stub with that storage.
     *
     * @param program is called with the storage when the CPU alone is told to run; returns the instruction address at which it
     *     stops
     * @throws StubException when there is no room for a socket
     */
    public StubRehearsal(byte[] storage, ToLongFunction<byte[]> program) {
        this.storage = storage.clone();
        this.program = program;
        socket = StubSocket.create();
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket.path()));
        } catch (IOException e) {
            socket.delete();
            throw StubException.caused(Reason.NOT_STARTED, e, "notStarted.folder", String.valueOf(e.getMessage()));
        }
        Thread thread = new Thread(this::serve, "zPCI rehearsal");
        thread.setDaemon(true);
        thread.start();
        client = StubClient.connect(socket.address(), StubOptions.HASTY);
    }

    /** A connection to it. */
    public StubClient client() {
        return client;
    }

    /** Storage, past the stub. */
    public synchronized void read(long address, ByteBuffer into) {
        into.duplicate().put(storage, (int) address, into.remaining());
    }

    private void serve() {
        try (SocketChannel peer = server.accept()) {
            PacketReader reader = new PacketReader(MOST);
            ByteBuffer bytes = ByteBuffer.allocate(MOST);
            while (peer.read(bytes.clear()) >= 0) {
                reader.read(bytes.flip(), packet -> answer(peer, Packets.text(packet)));
            }
        } catch (IOException | UnreadableException e) {
            // The rehearsal is over.
            return;
        }
    }

    private void answer(SocketChannel peer, String question) {
        try {
            ByteBuffer reply = ByteBuffer.wrap(Packets.frame(answer(question)));
            while (reply.hasRemaining()) {
                peer.write(reply);
            }
        } catch (IOException e) {
            // Nobody waits for it any more.
            return;
        }
    }

    private synchronized String answer(String question) {
        String arguments = question.substring(1);
        return switch (question.charAt(0)) {
            case 'g' -> Packets.hex(registers);
            case 'G' -> put(registers, 0, arguments);
            case 'm' ->
                Packets.hex(
                        Arrays.copyOfRange(storage, place(arguments, 0), place(arguments, 0) + place(arguments, 1)));
            case 'M' -> put(storage, place(arguments, 0), arguments.substring(arguments.indexOf(':') + 1));
            case 'v' -> run(arguments);
            case '?' -> STOPPED;
            case 'q' -> ask(arguments);
            default -> "OK";
        };
    }

    private String ask(String what) {
        if (what.startsWith("ThreadExtra")) {
            String words = waits ? "CPU#0 [halted ]" : "CPU#0 [running]";
            return Packets.hex(words.getBytes(StandardCharsets.US_ASCII));
        }
        if (what.startsWith("Xfer")) {
            return "l<target><reg name=\"pswa\" bitsize=\"64\" regnum=\"1\"/></target>";
        }
        return what.startsWith("fThread") ? "mp01.01" : what.startsWith("sThread") ? "l" : "PacketSize=1000";
    }

    /** All run until an interruption wakes the CPU, or it runs a program and waits again. */
    private String run(String how) {
        waits = how.contains(":");
        if (!waits) {
            return STOPPED;
        }
        ByteBuffer.wrap(registers).putLong(ADDRESS, program.applyAsLong(storage));
        return STOPPED;
    }

    private static String put(byte[] where, int at, String digits) {
        byte[] bytes = Packets.bytes(digits.getBytes(StandardCharsets.US_ASCII));
        System.arraycopy(bytes, 0, where, at, bytes.length);
        return "OK";
    }

    /** A number of those at the beginning. */
    private static int place(String arguments, int which) {
        return Integer.parseInt(arguments.split("[,:]")[which], 16);
    }

    @Override
    public void close() {
        client.close();
        try {
            server.close();
        } catch (IOException e) {
            // It is of no use any more either way.
            return;
        } finally {
            socket.delete();
        }
    }
}
