package org.zpcidebug.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorCommand;

/** Asks the monitor where the guest's RAM is, and where each range of it lies in QEMU. */
@SuppressWarnings("nls")
final class RamMapQuery {

    /** With many devices the memory tree is long, and QEMU may be busy. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private RamMapQuery() {}

    /** @throws MemoryException when the monitor does not tell */
    static RamMap read(Monitor monitor) {
        MonitorWait wait = new MonitorWait(PATIENCE_NANOS);
        MonitorCommand<String> text = MonitorCommand.hmp("info mtree -f");
        MonitorCommand<RamMap> query =
                new MonitorCommand<>(text.name(), text.arguments(), text.reply().andThen(FlatView::parse));
        List<RamRange> ranges = wait.get(monitor.execute(query)).ranges();
        List<CompletableFuture<Long>> hosts = new ArrayList<>();
        for (RamRange range : ranges) {
            hosts.add(monitor.execute(HostAddress.query(range.start())));
            hosts.add(monitor.execute(HostAddress.query(range.end() - 1)));
        }
        List<RamRange> found = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            found.add(placed(ranges.get(i), wait.get(hosts.get(2 * i)), wait.get(hosts.get(2 * i + 1))));
        }
        return new RamMap(found);
    }

    /** One address serves for the whole range only if its last byte lies where it should. */
    private static RamRange placed(RamRange range, long first, long last) {
        boolean isWhole = first != 0 && last - first == range.length() - 1;
        return isWhole ? range.at(first) : range;
    }
}
