package org.zpcidebug.linux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.zpcidebug.hypervisor.InspectingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.GuestMemoryFactory;
import org.zpcidebug.memory.MemoryAccess;
import org.zpcidebug.memory.MemoryOptions;
import org.zpcidebug.testing.OtherUser;
import org.zpcidebug.zpci.MeasurementBlock;

/** A program that another user runs: reads a Linux guest's functions and prints by which way, and what each is. */
final class OtherUserLinux {

    /** A function: what does not change while the guest runs, and its counters, which only grow. */
    record Row(String identity, List<Long> counters) {

        static Row of(ZpciDevice device) {
            MeasurementBlock block = device.measurement().value().orElseThrow().block();
            return new Row(
                    Stream.of(
                                    device.fid(),
                                    device.address(),
                                    device.handle(),
                                    device.state(),
                                    device.uid(),
                                    device.pchid(),
                                    device.pfgid(),
                                    device.pft(),
                                    device.vfn(),
                                    device.bars(),
                                    device.dma(),
                                    device.interrupts(),
                                    device.pciAddress(),
                                    device.driver())
                            .map(Object::toString)
                            .toList()
                            .toString(),
                    List.of(
                            device.counters().mappedPages().value(),
                            device.counters().unmappedPages().value(),
                            block.loads(),
                            block.stores(),
                            block.storeBlocks(),
                            block.refreshes()));
        }

        static Row parse(String line) {
            int bar = line.lastIndexOf('|');
            return new Row(
                    line.substring(0, bar),
                    Stream.of(line.substring(bar + 1).split(" "))
                            .map(Long::valueOf)
                            .toList());
        }

        String line() {
            return identity + "|"
                    + String.join(" ", counters.stream().map(Object::toString).toList());
        }
    }

    private OtherUserLinux() {}

    /** The functions, in the order of Linux's list. */
    static List<Row> rows(LinuxReader reader) {
        LinuxProbe probe = reader.probe();
        ZpciReading reading = reader.devices(Set.of());
        if (!(probe instanceof LinuxProbe.Running) || reading.problem() != null) {
            throw new IllegalStateException(probe.words() + ": " + reading.problem());
        }
        return reading.devices().stream().map(Row::of).toList();
    }

    /** @param arguments the monitor's path, a folder for what is known of the kernel, and the ways to try */
    public static void main(String[] arguments) throws Exception {
        List<MemoryAccess> order =
                Stream.of(arguments).skip(2).map(MemoryAccess::valueOf).toList();
        try (Monitor monitor = QmpMonitor.open(new MonitorAddress.Unix(Path.of(arguments[0])))
                        .get(30, TimeUnit.SECONDS);
                GuestMemory memory =
                        GuestMemoryFactory.open(new InspectingMonitor(monitor), order, MemoryOptions.DEFAULT)) {
            KernelCache cache = KernelCache.in(Path.of(arguments[1]));
            LinuxReader reader = new LinuxReader(memory, LinuxSettings.of(memory.size(), cache));
            List<String> lines = new ArrayList<>();
            lines.add(memory.access().name());
            rows(reader).forEach(row -> lines.add(row.line()));
            OtherUser.print(lines);
        }
    }
}
