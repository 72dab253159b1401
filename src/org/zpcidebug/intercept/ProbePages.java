package org.zpcidebug.intercept;

import java.util.OptionalLong;
import org.zpcidebug.Text;
import org.zpcidebug.linux.Known;
import org.zpcidebug.linux.LinuxKernel;
import org.zpcidebug.linux.LinuxProbe;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.s390.Translation;

/** Finds the page of code that a probe borrows: from the middle of the kernel's text, or of the demo guest's. */
@SuppressWarnings("nls")
public final class ProbePages {

    private static final int PAGE = ProbeProgram.BYTES;

    /** The demo guest's report: guests/demo/REPORT.md. */
    private static final long REPORT = 0x100000;

    private static final int REPORT_BYTES = 0x80;
    private static final long MAGIC = 0x5a50434944454d4fL;
    private static final int TEXT_START = 0x70;
    private static final int TEXT_END = 0x78;

    private ProbePages() {}

    /** A page of the guest that runs, or why there is none. */
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
        if (start.isEmpty() || end.isEmpty() || end.getAsLong() - start.getAsLong() < 2 * PAGE) {
            return none(Text.of(ProbePages.class, "probe.noText"));
        }
        long middle = (start.getAsLong() + (end.getAsLong() - start.getAsLong()) / 2) & -PAGE;
        Translation page = kernel.space().translate(middle);
        return page.isValid() ? read(storage, page.absolute()) : none(page.problem());
    }

    private static long ofDemo(BigEndian report) {
        long start = report.u64(TEXT_START);
        return start + (report.u64(TEXT_END) - start) / 2 & -PAGE;
    }

    private static Known<ProbePage> read(AbsoluteStorage storage, long address) {
        StorageRead code = storage.read(address, PAGE);
        return code.isReadable() ? Known.of(new ProbePage(address, code.bytes().bytes(0, PAGE))) : none(code.problem());
    }

    private static Known<ProbePage> none(String why) {
        return Known.unknown(Text.of(ProbePages.class, "probe.noPage", why));
    }
}
