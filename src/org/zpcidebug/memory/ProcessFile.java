package org.zpcidebug.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The memory of a process as Linux's file of it. For one small range Java reads that sooner than it gets through JNA to
 * the call that takes many. The open file belongs to the process, not to its number.
 */
@SuppressWarnings("nls")
final class ProcessFile implements AutoCloseable {

    /** More is read faster by the call. */
    static final int MOST_BYTES = 8 << 10;

    private final QemuProcess process;
    private FileChannel channel;

    /** Opens nothing yet. */
    ProcessFile(QemuProcess process) {
        this.process = process;
    }

    /**
     * Fills a direct buffer.
     *
     * @return false when that did not work, for whatever reason: the call tells it
     */
    boolean read(long hostAddress, ByteBuffer target) {
        try {
            if (channel == null) {
                channel = process.openMemory();
            }
            int length = target.remaining();
            return channel.read(target, hostAddress) == length;
        } catch (IOException e) {
            // An interrupt closes a channel.
            reopen();
            return false;
        }
    }

    private void reopen() {
        if (channel != null && !channel.isOpen()) {
            channel = null;
        }
    }

    @Override
    public void close() {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use any more either way.
            return;
        }
    }
}
