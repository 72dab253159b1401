package org.zpcidebug.testing;

import java.util.List;
import org.zpcidebug.s390.BigEndian;

/**
 * What the demo guest notes about one place where it executes a PCI instruction; see guests/demo/REPORT.md.
 *
 * @param name the ELF symbol
 * @param address of the instruction
 * @param started executions begun
 * @param finished executions ended without a program interruption
 * @param conditions of these, how many ended with condition code 0 to 3
 * @param interruptions executions that ended with a program interruption
 * @param request first operand before the last execution
 * @param second second operand before it
 * @param third third operand before it
 * @param after the register of the first operand after it
 * @param data what PCILG loaded
 * @param condition last condition code; {@link #NO_CONDITION} if there was none
 * @param status last status code, CLP: last response code
 * @param programCode code of the last program interruption
 */
public record DemoGuestReportSite(
        String name,
        long address,
        long started,
        long finished,
        List<Long> conditions,
        long interruptions,
        long request,
        long second,
        long third,
        long after,
        long data,
        int condition,
        int status,
        int programCode) {

    /** Instead of a condition code: the instruction sets none, ended with a program interruption, or never ran. */
    public static final int NO_CONDITION = 0xff;

    static final int BYTES = 160;

    static DemoGuestReportSite read(BigEndian b) {
        return new DemoGuestReportSite(
                DemoGuestReportReader.text(b, 0x00, 32),
                b.u64(0x20),
                b.u64(0x28),
                b.u64(0x30),
                DemoGuestReportReader.numbers(b, 0x38, 4),
                b.u64(0x58),
                b.u64(0x60),
                b.u64(0x68),
                b.u64(0x70),
                b.u64(0x78),
                b.u64(0x80),
                (int) b.u32(0x88),
                b.u16(0x8c),
                b.u16(0x8e));
    }
}
