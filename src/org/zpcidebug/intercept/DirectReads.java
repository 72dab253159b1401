package org.zpcidebug.intercept;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads the guest's memory past QEMU while the guest stands, in as little time as that can be done. For one thread. */
final class DirectReads {

    /** As many bytes as are read at once the fastest way. */
    private static final int PIECE = 8192;

    private final Optional<DirectMemory> memory;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(ProbeProgram.BYTES);

    /**
     * Reads that memory.
     *
     * @param memory empty where there is no way past QEMU
     */
    DirectReads(Optional<DirectMemory> memory) {
        this.memory = memory;
    }

    /** Whether there is a way past QEMU. */
    boolean isPossible() {
        return memory.isPresent();
    }

    /** Absolute storage, at most as much as a program takes; empty where it cannot be read this way. */
    Optional<byte[]> read(long address, int length) {
        if (memory.isEmpty()) {
            return Optional.empty();
        }
        for (int done = 0; done < length; done += PIECE) {
            buffer.limit(Math.min(done + PIECE, length)).position(done);
            if (!memory.get().read(address + done, buffer)) {
                return Optional.empty();
            }
        }
        byte[] bytes = new byte[length];
        buffer.get(0, bytes);
        return Optional.of(bytes);
    }
}
