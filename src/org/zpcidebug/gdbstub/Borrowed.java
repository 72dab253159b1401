package org.zpcidebug.gdbstub;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zpcidebug.s390.GeneralRegisters;

/**
 * What a CPU had when it was borrowed to execute a program of ours, so that it can be given back, by whomever.
 *
 * @param cpu which
 * @param registers its PSW and general registers
 * @param page the storage that the program is in, outside of all prefix areas, and what it held
 * @param lowcore the beginning of the CPU's prefix area; empty while it is not known, and then nothing was executed yet
 */
@SuppressWarnings("nls")
public record Borrowed(StubThread cpu, GeneralRegisters registers, BorrowedPage page, byte[] lowcore) {

    /** How the line begins that says what is borrowed. */
    static final String WORD = "borrowed";

    /** How the line begins that adds the prefix area to it. */
    static final String LOWCORE = "lowcore";

    /** Supervisor state, no translation, 64-bit addresses, nothing interrupts. */
    private static final long MASK = 0x0000_0001_8000_0000L;

    private static final int FIRST_GENERAL = 2;

    private static final Pattern LINE =
            Pattern.compile(WORD + " (\\S{1,20}) ([0-9a-f]{288}) ([0-9a-f]{1,16}) ([0-9a-f]{2,32768})");

    private static final Pattern LOWCORE_LINE = Pattern.compile(LOWCORE + " ([0-9a-f]{0,8192})");

    /** Takes copies. */
    public Borrowed {
        lowcore = lowcore.clone();
    }

    /** A copy. */
    @Override
    public byte[] lowcore() {
        return lowcore.clone();
    }

    /** The same with the prefix area. */
    public Borrowed withLowcore(byte[] found) {
        return new Borrowed(cpu, registers, page, found);
    }

    /** As a line of text, without the prefix area. */
    byte[] line() {
        byte[] begin = (WORD + " " + cpu + " " + Packets.hex(registers.bytes()) + " " + Long.toHexString(page.address())
                        + " ")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] digits = page.digits();
        byte[] line = Arrays.copyOf(begin, begin.length + digits.length + 1);
        System.arraycopy(digits, 0, line, begin.length, digits.length);
        line[line.length - 1] = '\n';
        return line;
    }

    /** The prefix area as another line of text. */
    byte[] lowcoreLine() {
        return (LOWCORE + " " + Packets.hex(lowcore) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads lines; empty when they are none of these.
     *
     * @param lowcoreLine empty text while there is none
     */
    static Optional<Borrowed> parse(String line, String lowcoreLine) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Matcher lowcore = LOWCORE_LINE.matcher(lowcoreLine);
        byte[] found = lowcore.matches() ? bytes(lowcore.group(1)) : new byte[0];
        return StubThread.parse(matcher.group(1))
                .map(cpu -> new Borrowed(
                        cpu,
                        StubBatch.registers(matcher.group(2).getBytes(StandardCharsets.US_ASCII)),
                        new BorrowedPage(Long.parseUnsignedLong(matcher.group(3), 16), bytes(matcher.group(4))),
                        found));
    }

    private static byte[] bytes(String digits) {
        byte[] bytes = Packets.bytes(digits.getBytes(StandardCharsets.US_ASCII));
        return bytes == null ? new byte[0] : bytes;
    }

    /**
     * The registers with which a program in the page begins: real addresses.
     *
     * @param offset of the first instruction in the page
     * @param general what the general registers hold
     */
    public GeneralRegisters program(int offset, long... general) {
        long[] values = new long[GeneralRegisters.DOUBLEWORDS];
        values[0] = MASK;
        values[1] = page.address() + offset;
        System.arraycopy(general, 0, values, FIRST_GENERAL, general.length);
        return new GeneralRegisters(values);
    }

    /** Puts everything back, unseen; the guest stands. */
    void giveBack(StubClient client) {
        client.select(cpu);
        client.setRegisters(program(0));
        client.write(page.address(), page.bytes());
        if (lowcore.length > 0) {
            client.write(0, lowcore);
        }
        client.setRegisters(registers);
    }
}
