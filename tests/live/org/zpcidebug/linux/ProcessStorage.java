package org.zpcidebug.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zpcidebug.hypervisor.MachineQueries;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.testing.LinuxGuest;

/** The memory of a guest with one block of RAM, straight from QEMU's process, for tests below the memory package. */
final class ProcessStorage implements AbsoluteStorage, AutoCloseable {

    private static final Pattern HOST_ADDRESS = Pattern.compile("is 0x([0-9a-f]+)");

    private final FileChannel memory;
    private final long hostAddress;
    private final long bytes;

    private ProcessStorage(FileChannel memory, long hostAddress, long bytes) {
        this.memory = memory;
        this.hostAddress = hostAddress;
        this.bytes = bytes;
    }

    /** Asks the monitor where the memory is and leaves it again. */
    static ProcessStorage open(LinuxGuest guest) throws Exception {
        try (Monitor monitor =
                QmpMonitor.open(new MonitorAddress.Unix(guest.monitorPath())).get(30, TimeUnit.SECONDS)) {
            String answer = monitor.execute(MonitorCommand.hmp("gpa2hva 0x0")).get(30, TimeUnit.SECONDS);
            long bytes = monitor.execute(MachineQueries.memoryBytes()).get(30, TimeUnit.SECONDS);
            Matcher matcher = HOST_ADDRESS.matcher(answer);
            if (!matcher.find()) {
                throw new IllegalStateException(answer);
            }
            FileChannel memory =
                    FileChannel.open(Path.of("/proc/" + guest.qemu().pid() + "/mem"), StandardOpenOption.READ);
            return new ProcessStorage(memory, Long.parseUnsignedLong(matcher.group(1), 16), bytes);
        }
    }

    /** How much memory the guest has. */
    long bytes() {
        return bytes;
    }

    @Override
    public List<StorageRead> read(List<Extent> extents) {
        return extents.stream().map(this::read).toList();
    }

    private StorageRead read(Extent extent) {
        if (extent.address() < 0 || extent.address() > bytes - extent.length()) {
            return StorageRead.unreadable(extent, "outside of memory");
        }
        ByteBuffer buffer = ByteBuffer.allocate(extent.length());
        try {
            while (buffer.hasRemaining()) {
                if (memory.read(buffer, hostAddress + extent.address() + buffer.position()) < 0) {
                    return StorageRead.unreadable(extent, "the process is gone");
                }
            }
        } catch (IOException e) {
            return StorageRead.unreadable(extent, String.valueOf(e.getMessage()));
        }
        return StorageRead.of(extent, buffer.array());
    }

    @Override
    public void close() throws IOException {
        memory.close();
    }
}
