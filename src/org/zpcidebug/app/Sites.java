package org.zpcidebug.app;

import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import org.zpcidebug.intercept.RecordJson;
import org.zpcidebug.intercept.Site;

/**
 * Prints where the guest executes PCI instructions, one JSON object a line: {@code inspect -sites -monitor ...}. The
 * guest is only read.
 */
@SuppressWarnings("nls")
final class Sites implements Command {

    static final String SWITCH = "-sites";

    private static final Set<String> VALUED = Set.of(
            AttachedGuest.MONITOR, AttachedGuest.VMLINUX, AttachedGuest.SYSTEM_MAP, AttachedGuest.TEXT, "-format");

    @Override
    public void run(List<String> arguments, PrintStream out) {
        Options options = Options.parse(arguments, VALUED, Set.of(SWITCH));
        try (AttachedGuest guest = AttachedGuest.open(options)) {
            for (Site site : guest.code().sites()) {
                out.print(RecordJson.write(site) + "\n");
            }
        }
    }
}
