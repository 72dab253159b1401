package org.zpcidebug.testing;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;

/**
 * A guest's storage through the monitor's {@code xp}, in doublewords. Slow (a megabyte takes about a second) and simple,
 * so that tests can trust it. The monitor stays its owner's.
 */
public final class MonitorStorage implements AbsoluteStorage {

    /** QEMU formats a line for each two doublewords while the rest of it waits. */
    private static final int MOST_AT_ONCE = 32 << 10;

    private final Monitor monitor;

    /** The storage of the guest behind this monitor. */
    public MonitorStorage(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public List<StorageRead> read(List<Extent> extents) {
        return extents.stream().map(this::read).toList();
    }

    private StorageRead read(Extent extent) {
        long from = extent.address() & -Long.BYTES;
        int skipped = (int) (extent.address() - from);
        int length = (skipped + extent.length() + Long.BYTES - 1) & -Long.BYTES;
        ByteBuffer words = ByteBuffer.allocate(length);
        while (words.hasRemaining()) {
            long address = from + words.position();
            String text = examine(address, Math.min(words.remaining(), MOST_AT_ONCE));
            int before = words.position();
            parse(text, words);
            if (words.position() == before) {
                return StorageRead.unreadable(extent, text.strip());
            }
        }
        byte[] bytes = new byte[extent.length()];
        words.get(skipped, bytes);
        return StorageRead.of(extent, bytes);
    }

    private String examine(long address, int length) {
        String line = String.format(Locale.ROOT, "xp /%dxg 0x%x", length / Long.BYTES, address);
        try {
            return monitor.execute(MonitorCommand.hmp(line)).get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(line, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(line, e);
        }
    }

    /** Lines of "address: 0x... 0x..."; each number is what the guest sees there. Anything else ends the reading. */
    private static void parse(String text, ByteBuffer words) {
        for (String line : text.split("\\R")) {
            int colon = line.indexOf(": 0x");
            if (colon < 0) {
                return;
            }
            for (String word : line.substring(colon + 2).split(" ")) {
                words.putLong(Long.parseUnsignedLong(word.substring(2), 16));
            }
        }
    }
}
