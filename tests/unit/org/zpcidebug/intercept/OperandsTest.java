package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.GeneralRegisters;
import org.zpcidebug.s390.PciInstruction;
import org.zpcidebug.s390.PciOpcode;

/** What each instruction is given in its registers, by name and in words, the memory I/O forms included. */
class OperandsTest {

    /** Each register holds its number in every byte, but for those of the requests. */
    private static GeneralRegisters registers(int condition) {
        long[] values = new long[GeneralRegisters.DOUBLEWORDS];
        values[0] = 0x0000_0001_8000_0000L | (long) condition << 44;
        for (int i = 0; i < 16; i++) {
            values[2 + i] = 0x0101_0101_0101_0101L * i;
        }
        values[2 + 6] = 0x8002_0001_000f_0004L;
        values[2 + 7] = 0x10;
        values[2 + 8] = 0x0000_4000_0000_1000L;
        values[2 + 9] = 0x1400_0008L;
        return new GeneralRegisters(values);
    }

    private static PciInstruction instruction(String hex) {
        return PciInstruction.at(new BigEndian(HexFormat.of().parseHex(hex)), 0).orElseThrow();
    }

    private static Map<String, Object> operands(PciInstruction instruction) {
        return new LinkedHashMap<>(RegisterOperands.of(instruction, new HitRegisters(registers(0))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "b9a02005 | {block=505050505050505}",
                "b9d20046 | {handle=80020001, space=f, length=4, offset=10}",
                "b9d00046 | {handle=80020001, space=f, length=4, offset=10, data=404040404040404}",
                "eb67400000d0 | {handle=80020001, space=f, length=4, offset=10, source=404040404040404}",
                "b9d30068 | {handle=80020001, iova=400000001000, bytes=14000008}",
                "e360400000d0 | {handle=80020001, dmaSpace=f, control=4, fibAddress=404040404040404}",
                "e360400000d4 | {handle=80020001, dmaSpace=f, fibAddress=404040404040404}",
                "eb67400000d1 | {operation=4, isc=0, address=404040404040404}",
                "b9d60048 | {address=400000001000, length=8}",
                "b9d40048 | {address=400000001000, length=8, data=404040404040404}",
                "eb78400000d4 | {address=400000001000, length=10, source=404040404040404}",
                "b9d50000 | {}"
            })
    void namesWhatIsInRegisters(String code, String expected) {
        Map<String, String> found = new LinkedHashMap<>();
        operands(instruction(code)).forEach((name, value) -> found.put(name, Long.toHexString((Long) value)));
        assertThat(found).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b9d60048 | 0x400000001000, 8 bytes",
                "b9d40048 | 0x400000001000, 8 bytes: 0x404040404040404",
                "eb78400000d4 | 0x400000001000, 16 bytes",
                "b9d50000 | ''"
            })
    void saysInWordsWhatMemoryInstructionsDo(String code, String words) {
        PciInstruction instruction = instruction(code);
        InterceptRecord record = new InterceptRecord(
                Instant.EPOCH,
                0,
                new Site(0, instruction, "", 0),
                OptionalLong.empty(),
                "",
                OptionalLong.empty(),
                operands(instruction),
                Outcome.PENDING,
                List.of());
        assertThat(OperandWords.of(record)).isEqualTo(words);
        assertThat(RecordJson.write(record)).contains("\"instruction\":\"" + instruction.opcode() + "\"");
    }

    /** What sets a function has operation controls of its own, which are not those of MPCIFC. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | enable | CLP set PCI function: enable, handle 0x12",
                "1 | disable | CLP set PCI function: disable, handle 0x12",
                "2 | enable memory I/O (MIO) | CLP set PCI function: enable memory I/O (MIO), handle 0x12",
                "3 | disable memory I/O (MIO) | CLP set PCI function: disable memory I/O (MIO), handle 0x12",
                "4 | unknown operation | CLP set PCI function: unknown operation, handle 0x12"
            })
    void saysWhatClpDoesWithAFunction(long control, String words, String title) {
        Map<String, Object> request = Map.of("command", 5L, "control", control);
        InterceptRecord record = new InterceptRecord(
                Instant.EPOCH,
                0,
                new Site(0, instruction("b9a02005"), "", 0),
                OptionalLong.empty(),
                "",
                OptionalLong.of(0x12),
                request,
                Outcome.PENDING,
                List.of());
        assertThat(RecordWords.title(record)).isEqualTo(title);
        assertThat(OperandWords.of(record)).isEqualTo("set PCI function: " + words);
        assertThat(OperandWords.value(PciOpcode.CLP, "control", control)).isEqualTo(control + " (" + words + ")");
        assertThat(RecordJson.write(record)).contains("\"controlName\":\"" + words + "\"");
        assertThat(OperandWords.value(PciOpcode.MPCIFC, "control", 4L))
                .isEqualTo("4 (register I/O address translation)");
    }

    @Test
    void saysWhatIsInAFunctionInformationBlock() {
        assertThat(OperandWords.value(PciOpcode.STPCIFC, "controls", 0xf0L))
                .isEqualTo("0xf0 (enabled, in error, loads and stores blocked, DMA registered)");
        assertThat(OperandWords.value(PciOpcode.STPCIFC, "controls", 0L)).isEqualTo("0x0 (disabled)");
        assertThat(OperandWords.value(PciOpcode.MPCIFC, "controls", 0L)).isEqualTo("0x0");
        assertThat(OperandWords.value(PciOpcode.MPCIFC, "iota", 0x200804L))
                .isEqualTo("0x200804 (region-third table at 0x200000)");
        assertThat(OperandWords.value(PciOpcode.MPCIFC, "iota", 0L)).isEqualTo("0x0");
    }

    /** The status is beside the length there, and in the register that names the function elsewhere. */
    @Test
    void findsTheStatus() {
        assertThat(Outcome.done(instruction("b9d60048"), registers(1), Map.of()).status())
                .hasValue(0x14);
        assertThat(Outcome.done(instruction("b9d40048"), registers(1), Map.of()).status())
                .hasValue(0x14);
        assertThat(Outcome.done(instruction("eb98400000d4"), registers(1), Map.of())
                        .status())
                .hasValue(0x14);
        assertThat(Outcome.done(instruction("b9d20089"), registers(1), Map.of()).status())
                .hasValue(0x14);
        assertThat(Outcome.done(instruction("b9d60048"), registers(0), Map.of()).data())
                .hasValue(0x404040404040404L);
        assertThat(Outcome.done(instruction("b9d60048"), registers(3), Map.of()).status())
                .isEmpty();
        Outcome barrier = Outcome.done(instruction("b9d50000"), registers(1), Map.of());
        assertThat(barrier.condition()).isEmpty();
        assertThat(barrier.status()).isEmpty();
    }
}
