package org.zpcidebug.hypervisor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zpcidebug.hypervisor.QemuProcess.Mode;

/**
 * What a QEMU command line says about its machine and its monitors. Configuration files ({@code -readconfig}) are not
 * read.
 *
 * @param machine the machine type, empty when none is given
 * @param name the guest's name, empty when none is given
 * @param daemonized whether QEMU left the folder it was started in
 */
@SuppressWarnings("nls")
record QemuCommandLine(String machine, String name, boolean daemonized, List<MonitorOption> monitors) {

    private static final int MAX_MONITORS = 64;
    private static final QemuChardev UNKNOWN = new QemuChardev("", QemuOption.parse("", "rest"));

    /**
     * A monitor of the command line.
     *
     * @param text the words it came from
     */
    record MonitorOption(String text, Mode mode, QemuChardev chardev) {}

    /** Reads the arguments, the first of which is the program. Never fails: what is not understood is skipped. */
    static QemuCommandLine parse(List<String> arguments) {
        return new Reader().read(arguments);
    }

    /** Whether the machine, or else the program, is one for s390x. */
    boolean isS390(String program) {
        return machine.isEmpty() ? program.startsWith("qemu-system-s390x") : machine.startsWith("s390");
    }

    /** Goes through the arguments; character devices may come after the monitors that use them. */
    private static final class Reader {

        private final Map<String, QemuChardev> chardevs = new HashMap<>();
        private final List<MonitorOption> monitors = new ArrayList<>();
        private final Map<MonitorOption, String> chardevIds = new HashMap<>();
        private String machine = "";
        private String name = "";
        private boolean daemonized;

        QemuCommandLine read(List<String> arguments) {
            for (int i = 1; i < arguments.size(); i++) {
                String argument = arguments.get(i);
                String option = argument.startsWith("--") ? argument.substring(1) : argument;
                if ("-daemonize".equals(option)) {
                    daemonized = true;
                } else if (i + 1 < arguments.size() && take(option, arguments.get(i + 1))) {
                    i++;
                }
            }
            return new QemuCommandLine(machine, name, daemonized, resolved());
        }

        /** Whether this is an option that is known here, and its value with it. */
        private boolean take(String option, String value) {
            switch (option) {
                case "-M", "-machine" ->
                    machine = QemuOption.parse(value, "type").get("type").orElse(machine);
                case "-name" ->
                    name = QemuOption.parse(value, "guest").get("guest").orElse(name);
                case "-chardev" -> addChardev(QemuChardev.parse(value));
                case "-qmp", "-qmp-pretty" -> addShort(option, value, Mode.CONTROL);
                case "-monitor" -> addShort(option, value, Mode.READLINE);
                case "-mon" -> addMon(value);
                case "-serial" -> addSerial(value);
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void addChardev(QemuChardev chardev) {
            chardev.id().ifPresent(id -> chardevs.put(id, chardev));
        }

        private void addShort(String option, String value, Mode mode) {
            if ("none".equals(value) || "null".equals(value)) {
                return;
            }
            String text = option + " " + value;
            if (value.startsWith("chardev:")) {
                addNamed(text, mode, value.substring("chardev:".length()));
            } else {
                add(new MonitorOption(text, mode, QemuChardev.parseShort(value)));
            }
        }

        private void addMon(String value) {
            QemuOption option = QemuOption.parse(value, "chardev");
            boolean control = option.get("mode").filter("control"::equals).isPresent();
            addNamed(
                    "-mon " + value,
                    control ? Mode.CONTROL : Mode.READLINE,
                    option.get("chardev").orElse(""));
        }

        /** A serial port can share its socket with a human monitor. */
        private void addSerial(String value) {
            if (value.startsWith("mon:")) {
                addShort("-serial", value, Mode.READLINE);
            }
        }

        private void addNamed(String text, Mode mode, String chardev) {
            MonitorOption monitor = new MonitorOption(text, mode, UNKNOWN);
            chardevIds.put(monitor, chardev);
            add(monitor);
        }

        private void add(MonitorOption monitor) {
            if (monitors.size() < MAX_MONITORS) {
                monitors.add(monitor);
            }
        }

        private List<MonitorOption> resolved() {
            return monitors.stream().map(this::resolve).toList();
        }

        private MonitorOption resolve(MonitorOption monitor) {
            QemuChardev chardev = chardevs.get(chardevIds.get(monitor));
            return chardev == null ? monitor : new MonitorOption(monitor.text(), monitor.mode(), chardev);
        }
    }
}
