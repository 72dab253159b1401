package org.zpcidebug.gdbstub;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.GeneralRegisters;

/**
 * What a CPU had when it was borrowed to execute a program of ours, so that it can be given back, by whomever.
 *
 * @param cpu which
 * @param registers its PSW and general registers
 * @param page real address of the page that the program is in
 * @param code what the page held
 * @param lowcore the beginning of the CPU's prefix area; empty while it is not known, and then nothing was executed yet
 */
@SuppressWarnings("nls")
public record Borrowed(StubThread cpu, GeneralRegisters registers, long page, byte[] code, byte[] lowcore) {

    /** Supervisor state, no translation, 64-bit addresses, nothing interrupts. */
    private static final long MASK = 0x0000_0001_8000_0000L;

    private static final int FIRST_GENERAL = 2;

    private static final Pattern LINE = Pattern.compile(
            "borrowed (\\S{1,20}) ([0-9a-f]{288}) ([0-9a-f]{1,16}) ([0-9a-f]{2,32768}) ([0-9a-f]{0,8192})");

    /** Takes copies. */
    public Borrowed {
        code = code.clone();
        lowcore = lowcore.clone();
    }

    /** A copy. */
    @Override
    public byte[] code() {
        return code.clone();
    }

    /** A copy. */
    @Override
    public byte[] lowcore() {
        return lowcore.clone();
    }

    /** As a line of text, without its end. */
    String line() {
        return "borrowed " + cpu + " " + Packets.hex(registers.bytes()) + " " + Long.toHexString(page) + " "
                + Packets.hex(code) + " " + Packets.hex(lowcore);
    }

    /** Reads a line; empty when it is none of these. */
    static Optional<Borrowed> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return StubThread.parse(matcher.group(1))
                .map(cpu -> new Borrowed(
                        cpu,
                        registers(bytes(matcher.group(2))),
                        Long.parseUnsignedLong(matcher.group(3), 16),
                        bytes(matcher.group(4)),
                        bytes(matcher.group(5))));
    }

    private static byte[] bytes(String digits) {
        byte[] bytes = Packets.bytes(digits.getBytes(StandardCharsets.US_ASCII));
        return bytes == null ? new byte[0] : bytes;
    }

    private static GeneralRegisters registers(byte[] bytes) {
        BigEndian view = new BigEndian(bytes);
        long[] values = new long[GeneralRegisters.DOUBLEWORDS];
        for (int i = 0; i < values.length; i++) {
            values[i] = view.u64(i * Long.BYTES);
        }
        return new GeneralRegisters(values);
    }

    /**
     * Has the stopped CPU mean real addresses, as the program does, with an instruction address in the page.
     *
     * @param offset of the instruction in the page
     * @param baseRegister the general register that holds where the program's data is
     * @param base offset of the data in the page
     */
    public void address(StubClient client, int offset, int baseRegister, int base) {
        long[] values = new long[GeneralRegisters.DOUBLEWORDS];
        values[0] = MASK;
        values[1] = page + offset;
        values[FIRST_GENERAL + baseRegister] = page + base;
        client.setRegisters(new GeneralRegisters(values));
    }

    /** Puts everything back, unseen; the guest stands. */
    void giveBack(StubClient client) {
        client.select(cpu);
        address(client, 0, 0, 0);
        client.write(page, code);
        if (lowcore.length > 0) {
            client.write(0, lowcore);
        }
        client.setRegisters(registers);
    }
}
