package org.zpcidebug.hypervisor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The registers of all CPUs in a dump that QEMU makes of itself ({@code dump-guest-memory}, ELF, notes as of
 * target/s390x/arch_dump.c). In one command QEMU stops the guest, writes, and lets it run on if it ran: nothing that ends
 * us can leave the guest stopped, and a stopped guest stays so. It takes QEMU about a tenth of a millisecond, as only one
 * page of memory goes with it.
 */
@SuppressWarnings("nls")
public final class RegisterDump {

    /** How the folders begin that are made to receive dumps. */
    public static final String FOLDER = "zpcidebug-registers-";

    /** The largest file that is read: much more than the registers of any number of CPUs. */
    public static final int MAX_BYTES = 4 << 20;

    private static final String COMMAND = "dump-guest-memory";
    private static final String FILE = "file:";
    private static final int PAGE = 4096;
    private static final Pattern FILE_NAME = Pattern.compile(FILE + "(?:/(?!\\.\\.?/)[\\w.@:+-]{1,255}){1,20}/"
            + Pattern.quote(FOLDER) + "[0-9]{1,10}-[0-9]{1,20}/dump");

    private static final int ELF_MAGIC = 0x7f454c46;
    private static final int CLASS_64_BIG_ENDIAN = 0x0202;
    private static final int PROGRAM_HEADERS = 0x20;
    private static final int PROGRAM_HEADER_COUNT = 0x38;
    private static final int PROGRAM_HEADER = 0x38;
    private static final int NOTES = 4;
    private static final int NOTE_HEADER = 12;
    private static final int STATUS = 1;
    private static final int STATUS_PSW = 112;
    private static final int CONTROLS = 0x304;
    private static final int CONTROL_6 = 6 * Long.BYTES;
    private static final int MAX_CPUS = 1024;
    private static final int MAX_SEGMENTS = 64;

    private final ByteBuffer bytes;
    private final List<CpuRegisters> cpus = new ArrayList<>();
    private long psw;
    private boolean hasPsw;

    private RegisterDump(byte[] dump) {
        bytes = ByteBuffer.wrap(dump);
    }

    /**
     * The command that writes the dump.
     *
     * @param file named {@code dump} in a folder of ours; must not be there yet
     */
    public static MonitorCommand<Boolean> command(Path file) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("paging", false);
        arguments.addProperty("protocol", FILE + file);
        arguments.addProperty("begin", 0);
        arguments.addProperty("length", PAGE);
        return new MonitorCommand<>(COMMAND, arguments, reply -> true);
    }

    /** Whether a command is such a one, to a file of ours and with no more memory than that. */
    static boolean isOne(MonitorCommand<?> command) {
        JsonElement protocol = command.arguments().get("protocol");
        if (!command.name().equals(COMMAND)
                || !(protocol instanceof JsonPrimitive name)
                || !name.isString()
                || !FILE_NAME.matcher(name.getAsString()).matches()) {
            return false;
        }
        Path file = Path.of(name.getAsString().substring(FILE.length()));
        return command.arguments().equals(command(file).arguments());
    }

    /** The CPUs in a dump, in their order; those that lack a register, and whatever makes no sense, are left out. */
    public static List<CpuRegisters> parse(byte[] dump) {
        RegisterDump parser = new RegisterDump(dump);
        parser.segments();
        return List.copyOf(parser.cpus);
    }

    private void segments() {
        if (bytes.limit() < PROGRAM_HEADER_COUNT + Short.BYTES
                || bytes.getInt(0) != ELF_MAGIC
                || bytes.getShort(Integer.BYTES) != CLASS_64_BIG_ENDIAN) {
            return;
        }
        long first = bytes.getLong(PROGRAM_HEADERS);
        int count = Math.min(MAX_SEGMENTS, bytes.getShort(PROGRAM_HEADER_COUNT) & 0xffff);
        for (int i = 0; i < count; i++) {
            long at = first + (long) i * PROGRAM_HEADER;
            if (isInside(at, PROGRAM_HEADER) && bytes.getInt((int) at) == NOTES) {
                long from = bytes.getLong((int) at + Long.BYTES);
                long length = bytes.getLong((int) at + 4 * Long.BYTES);
                if (isInside(from, length)) {
                    notes((int) from, (int) (from + length));
                }
            }
        }
    }

    private boolean isInside(long from, long length) {
        return from >= 0 && length >= 0 && length <= bytes.limit() && from <= bytes.limit() - length;
    }

    private void notes(int from, int end) {
        long at = from;
        while (at + NOTE_HEADER <= end && cpus.size() < MAX_CPUS) {
            long name = bytes.getInt((int) at) & 0xffff_ffffL;
            long length = bytes.getInt((int) at + Integer.BYTES) & 0xffff_ffffL;
            int type = bytes.getInt((int) at + 2 * Integer.BYTES);
            long description = at + NOTE_HEADER + padded(name);
            if (description + length > end) {
                return;
            }
            note(type, (int) description, length);
            at = description + padded(length);
        }
    }

    private static long padded(long length) {
        return (length + Integer.BYTES - 1) / Integer.BYTES * Integer.BYTES;
    }

    /** The notes of a CPU begin with its status. */
    private void note(int type, int at, long length) {
        if (type == STATUS && length >= STATUS_PSW + Long.BYTES) {
            psw = bytes.getLong(at + STATUS_PSW);
            hasPsw = true;
        } else if (type == CONTROLS && hasPsw && length >= CONTROL_6 + Long.BYTES) {
            cpus.add(new CpuRegisters(cpus.size(), psw, bytes.getLong(at + CONTROL_6)));
            hasPsw = false;
        }
    }
}
