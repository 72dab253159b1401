package org.zpcidebug.hypervisor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands that inspecting may send: none of them changes anything in the guest or in QEMU, and none holds QEMU up
 * for long. Being called query-something is not enough: {@code query-rx-filter} switches an event on again,
 * {@code query-cpus} of old interrupts the CPUs, {@code device-list-properties} creates a device, and
 * {@code x-query-virtio-queue-status} stops the ring of a device that a vhost-user process runs, so
 * {@link InspectingMonitor} first makes sure that QEMU runs the device itself. One command writes, but on the host:
 * {@code pmemsave}, a bounded piece of memory into a file of ours and nowhere else.
 */
@SuppressWarnings("nls")
public final class AllowList {

    /** How the folders begin that are made to receive guest memory, followed by two numbers. */
    public static final String MEMORY_FOLDER = "zpcidebug-memory-";

    /** The most bytes that one {@code pmemsave} may write. */
    static final long MAX_SAVE_BYTES = 1 << 20;

    /** The most bytes that one {@code xp} may read: QEMU formats them while everything else in it waits. */
    static final long MAX_XP_BYTES = 64 << 10;

    static final Set<String> COMMANDS = Set.of(
            "qmp_capabilities",
            "qom-get",
            "qom-list",
            "query-accelerators",
            "query-balloon",
            "query-chardev",
            "query-commands",
            "query-cpus-fast",
            "query-hotpluggable-cpus",
            "query-iothreads",
            "query-kvm",
            "query-machines",
            "query-memdev",
            "query-memory-devices",
            "query-memory-size-summary",
            "query-name",
            "query-pci",
            "query-qmp-schema",
            "query-stats",
            "query-stats-schemas",
            "query-status",
            "query-target",
            "query-uuid",
            "query-version",
            "x-query-virtio",
            "x-query-virtio-queue-status",
            "x-query-virtio-status");

    private static final String HUMAN = "human-monitor-command";

    private static final String SAVE = "pmemsave";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /**
     * Not among them: info registers, which works out the condition code of a CPU while that runs on. QEMU asserts that
     * what it finds fits together (cc_calc_addu in target/s390x/tcg/cc_helper.c), and has been seen to end by it.
     */
    static final Set<String> HUMAN_LINES = Set.of(
            "info cpus",
            "info mtree",
            "info mtree -f",
            "info numa",
            "info pci",
            "info qtree",
            "info ramblock",
            "info version");

    private static final Pattern HOST_ADDRESS = Pattern.compile("gpa2hva 0x[0-9a-f]{1,16}");

    /** Count, format, size and address of the monitor's memory dump; no disassembly and no expressions. */
    private static final Pattern EXAMINE = Pattern.compile("xp /([1-9][0-9]{0,5})([xduoc])?([bhwg]) 0x[0-9a-f]{1,16}");

    /** A file in such a folder, by a path without detours. */
    private static final Pattern MEMORY_FILE = Pattern.compile("(?:/(?!\\.\\.?/)[\\w.@:+-]{1,255}){1,20}/"
            + Pattern.quote(MEMORY_FOLDER) + "[0-9]{1,10}-[0-9]{1,20}/ram[0-9]");

    private static final Map<String, Integer> SIZES = Map.of("b", 1, "h", 2, "w", 4, "g", 8);

    private AllowList() {}

    /** Whether inspecting may send that command with these arguments. */
    public static boolean allows(MonitorCommand<?> command) {
        return switch (command.name()) {
            case HUMAN -> allowsHuman(command.arguments());
            case SAVE -> allowsSave(command.arguments());
            default -> COMMANDS.contains(command.name());
        };
    }

    private static boolean allowsSave(JsonObject arguments) {
        return arguments.keySet().equals(Set.of("val", "size", "filename"))
                && isNumber(arguments.get("val"), Long.MAX_VALUE)
                && isNumber(arguments.get("size"), MAX_SAVE_BYTES)
                && isText(arguments.get("filename"))
                && MEMORY_FILE.matcher(arguments.get("filename").getAsString()).matches();
    }

    private static boolean isNumber(JsonElement element, long most) {
        return element instanceof JsonPrimitive value
                && value.isNumber()
                && NUMBER.matcher(value.getAsString()).matches()
                && value.getAsLong() <= most;
    }

    /** Which CPU a line is about may be said with a number; anything else is not known here. */
    private static boolean allowsHuman(JsonObject arguments) {
        for (Map.Entry<String, JsonElement> argument : arguments.entrySet()) {
            boolean known =
                    switch (argument.getKey()) {
                        case "command-line" ->
                            isText(argument.getValue())
                                    && allowsLine(argument.getValue().getAsString());
                        case "cpu-index" -> argument.getValue() instanceof JsonPrimitive value && value.isNumber();
                        default -> false;
                    };
            if (!known) {
                return false;
            }
        }
        return arguments.has("command-line");
    }

    private static boolean isText(JsonElement element) {
        return element instanceof JsonPrimitive value && value.isString();
    }

    /** Only whole lines count, so that nothing can be smuggled in behind an allowed beginning. */
    private static boolean allowsLine(String line) {
        if (HUMAN_LINES.contains(line) || HOST_ADDRESS.matcher(line).matches()) {
            return true;
        }
        Matcher examine = EXAMINE.matcher(line);
        return examine.matches() && Long.parseLong(examine.group(1)) * SIZES.get(examine.group(3)) <= MAX_XP_BYTES;
    }
}
