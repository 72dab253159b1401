package org.zpcidebug.intercept;

import java.util.Optional;
import java.util.OptionalLong;
import org.zpcidebug.Text;
import org.zpcidebug.linux.Known;
import org.zpcidebug.linux.LinuxKernel;
import org.zpcidebug.linux.LinuxProbe;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.MemoryAccess;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.s390.Translation;

/** Finds the code that a probe borrows: from the middle of the kernel's text, or of the demo guest's. */
@SuppressWarnings("nls")
public final class ProbePages {

    private static final int PAGE = 4096;
    private static final int PAGES = 4;

    /** The demo guest's report: guests/demo/REPORT.md. */
    private static final long REPORT = 0x100000;

    private static final int REPORT_BYTES = 0x80;
    private static final long MAGIC = 0x5a50434944454d4fL;
    private static final int TEXT_START = 0x70;
    private static final int TEXT_END = 0x78;

    private ProbePages() {}

    /**
     * A page of the guest that runs, or why there is none.
     *
     * @param memory the guest's, which will be read while the guest stands if that does without QEMU
     */
    public static Known<ProbePage> find(GuestMemory memory, LinuxProbe guest) {
        Optional<DirectMemory> direct = memory.access() == MemoryAccess.PROCESS
                ? Optional.of((address, into) -> memory.readInto(address, into) == null)
                : Optional.empty();
        return find((AbsoluteStorage) memory, guest).map(page -> new ProbePage(page.address(), page.bytes(), direct));
    }

    /** As {@link #find(GuestMemory, LinuxProbe)}; the page will be read through QEMU's gdb server. */
    public static Known<ProbePage> find(AbsoluteStorage storage, LinuxProbe guest) {
        if (guest instanceof LinuxProbe.Running running) {
            return ofLinux(storage, running.kernel());
        }
        StorageRead report = storage.read(REPORT, REPORT_BYTES);
        return report.isReadable() && report.bytes().u64(0) == MAGIC
                ? read(storage, ofDemo(report.bytes()))
                : none(guest.words());
    }

    private static Known<ProbePage> ofLinux(AbsoluteStorage storage, LinuxKernel kernel) {
        OptionalLong start = kernel.symbols().address("_stext");
        OptionalLong end = kernel.symbols().address("_etext");
        if (start.isEmpty() || end.isEmpty() || end.getAsLong() - start.getAsLong() < 2 * PAGES * PAGE) {
            return none(Text.of(ProbePages.class, "probe.noText"));
        }
        long middle = (start.getAsLong() + (end.getAsLong() - start.getAsLong()) / 2) & -PAGE;
        Translation first = kernel.space().translate(middle - ProbeProgram.DATA);
        Translation last = kernel.space().translate(middle - ProbeProgram.DATA + ProbeProgram.END);
        if (!first.isValid() || !last.isValid()) {
            return none(first.isValid() ? last.problem() : first.problem());
        }
        // The kernel's image is in one piece.
        return last.absolute() - first.absolute() == ProbeProgram.END
                ? read(storage, first.absolute())
                : none(Text.of(ProbePages.class, "probe.noText"));
    }

    private static long ofDemo(BigEndian report) {
        long start = report.u64(TEXT_START);
        return (start + (report.u64(TEXT_END) - start) / 2 & -PAGE) - ProbeProgram.DATA;
    }

    private static Known<ProbePage> read(AbsoluteStorage storage, long address) {
        StorageRead code = storage.read(address, ProbeProgram.BYTES);
        return code.isReadable()
                ? Known.of(new ProbePage(address, code.bytes().bytes(0, ProbeProgram.BYTES), Optional.empty()))
                : none(code.problem());
    }

    private static Known<ProbePage> none(String why) {
        return Known.unknown(Text.of(ProbePages.class, "probe.noPage", why));
    }
}
