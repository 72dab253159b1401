package org.zpcidebug.hypervisor;

import java.util.List;

/** What QEMU tells about the machine as a whole. */
@SuppressWarnings("nls")
public final class MachineQueries {

    private static final int MOST_CPUS = 16384;

    private MachineQueries() {}

    /**
     * A vCPU.
     *
     * @param index QEMU's number of it
     * @param path its QOM path
     * @param state the state the guest has put it in, for instance {@code operating} or {@code stopped}; empty when QEMU
     *     does not tell
     */
    public record Cpu(int index, String path, String state) {}

    /** QEMU's version; the same as in the greeting. */
    public static MonitorCommand<QemuVersion> version() {
        return MonitorCommand.of("query-version", reply -> {
            JsonView version = JsonView.of(reply);
            JsonView numbers = version.get("qemu");
            return new QemuVersion(
                    numbers.get("major").integer(0, 9999),
                    numbers.get("minor").integer(0, 9999),
                    numbers.get("micro").integer(0, 9999),
                    version.get("package").text().trim());
        });
    }

    /** The architecture of the guest, for instance {@code s390x}. */
    public static MonitorCommand<String> architecture() {
        return MonitorCommand.of(
                "query-target", reply -> JsonView.of(reply).get("arch").text());
    }

    /** Whether KVM runs the guest; otherwise QEMU translates its instructions (TCG). */
    public static MonitorCommand<Boolean> kvm() {
        return MonitorCommand.of(
                "query-kvm", reply -> JsonView.of(reply).get("enabled").flag());
    }

    /** The guest's name from QEMU's command line; empty when it has none. */
    public static MonitorCommand<String> name() {
        return MonitorCommand.of(
                "query-name",
                reply -> JsonView.of(reply).find("name").map(JsonView::text).orElse(""));
    }

    /** What the balloon leaves the guest, in bytes; refused with DeviceNotActive where there is none. */
    public static MonitorCommand<Long> balloon() {
        return MonitorCommand.of(
                "query-balloon", reply -> JsonView.of(reply).get("actual").number(0, Long.MAX_VALUE / 2));
    }

    /** The guest's memory in bytes, hot-plugged memory included. */
    public static MonitorCommand<Long> memoryBytes() {
        return MonitorCommand.of("query-memory-size-summary", reply -> {
            JsonView summary = JsonView.of(reply);
            long base = summary.get("base-memory").number(0, Long.MAX_VALUE / 2);
            return base
                    + summary.find("plugged-memory")
                            .map(plugged -> plugged.number(0, Long.MAX_VALUE / 2))
                            .orElse(0L);
        });
    }

    /** The vCPUs; does not interrupt them. */
    public static MonitorCommand<List<Cpu>> cpus() {
        return MonitorCommand.of("query-cpus-fast", reply -> JsonView.of(reply).items(MOST_CPUS).stream()
                .map(MachineQueries::cpu)
                .toList());
    }

    private static Cpu cpu(JsonView cpu) {
        return new Cpu(
                cpu.get("cpu-index").integer(0, Integer.MAX_VALUE),
                cpu.get("qom-path").text(),
                cpu.find("cpu-state").map(JsonView::text).orElse(""));
    }
}
