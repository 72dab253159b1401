package org.zpcidebug.memory;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.zpcidebug.Text;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.MonitorException;
import org.zpcidebug.memory.MemoryProblem.Kind;

/**
 * Memory that QEMU writes to files ({@code pmemsave}). The files are made by us, so that they stay ours and unreadable
 * for others whoever writes them, in a folder that QEMU can enter when it runs as our user or as root. They are emptied
 * as soon as they are read.
 */
@SuppressWarnings("nls")
final class PmemsaveMemory extends MonitorSpans<Boolean> {

    /** QEMU writes about 1 GB a second and does nothing else meanwhile: this takes it about a millisecond. */
    private static final int LARGEST = 1 << 20;

    /** A command costs as much as writing this much. */
    private static final int GAP = 128 << 10;

    private final ScratchFolder folder;
    private final List<RandomAccessFile> files = new ArrayList<>();
    private final byte[] buffer = new byte[LARGEST];
    private final String detail;

    PmemsaveMemory(Monitor monitor, Duration batchTime, ScratchFolder folder) throws IOException {
        super(monitor, batchTime);
        this.folder = folder;
        this.detail = Text.of(PmemsaveMemory.class, "detail.PMEMSAVE", folder.path());
        for (int slot = 0; slot < IN_FLIGHT; slot++) {
            files.add(folder.file(name(slot)));
        }
    }

    /** @throws MemoryException when QEMU cannot write to a file of ours */
    static SpanReader open(Monitor monitor, RamMap ram, MemoryOptions options) {
        ScratchFolder folder = null;
        boolean works = false;
        try {
            folder = ScratchFolder.create();
            if (folder == null) {
                throw new MemoryException(MemoryProblem.variant(Kind.FILE_REFUSED, "NO_PLACE"));
            }
            PmemsaveMemory memory = new PmemsaveMemory(monitor, options.batchTime(), folder);
            memory.probe(ram);
            works = true;
            return memory;
        } catch (IOException e) {
            throw new MemoryException(MemoryProblem.variant(Kind.FILE_REFUSED, "OURS", e.getMessage()));
        } finally {
            if (folder != null && !works) {
                folder.close();
            }
        }
    }

    @Override
    public MemoryAccess access() {
        return MemoryAccess.PMEMSAVE;
    }

    @Override
    public String detail() {
        return detail;
    }

    @Override
    public int largestSpan() {
        return LARGEST;
    }

    @Override
    public int mergeGap() {
        return GAP;
    }

    @Override
    CompletableFuture<Boolean> send(Monitor to, Span span, int slot) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("val", span.address());
        arguments.addProperty("size", span.length());
        arguments.addProperty("filename", folder.path().resolve(name(slot)).toString());
        return to.execute(new MonitorCommand<>("pmemsave", arguments, reply -> true));
    }

    private static String name(int slot) {
        return "ram" + slot;
    }

    @Override
    void deliver(Span span, int slot, Boolean answer, SpanSink sink, int index) {
        try {
            RandomAccessFile file = files.get(slot);
            if (file.length() != span.length()) {
                throw new MemoryException(MemoryProblem.variant(Kind.FILE_REFUSED, "ELSEWHERE", folder.path()));
            }
            file.seek(0);
            file.readFully(buffer, 0, span.length());
            file.setLength(0);
        } catch (IOException e) {
            throw new MemoryException(MemoryProblem.variant(Kind.FILE_REFUSED, "OURS", e.getMessage()));
        }
        sink.bytes(index, ByteBuffer.wrap(buffer));
    }

    @Override
    MemoryProblem refused(MonitorException.Failed refusal) {
        return MemoryProblem.variant(Kind.FILE_REFUSED, "QEMU", folder.path(), refusal.description());
    }

    @Override
    public void close() {
        folder.close();
        for (RandomAccessFile file : files) {
            try {
                file.close();
            } catch (IOException e) {
                // There is nothing in it that is still needed.
                continue;
            }
        }
    }
}
