package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.linux.KallsymsData.Form;
import org.zpcidebug.linux.KernelSymbols.Place;
import org.zpcidebug.s390.TestStorage;

class KallsymsTest {

    private static final long AT = 0x1_0000;
    private static final String LONG_NAME = "a".repeat(300);

    private final TestStorage storage = new TestStorage(1 << 20);
    private String lines;

    private KernelMemory memory() {
        return new KernelMemory(
                storage, new KernelAddressSpace(storage, info(), OsInfo.find(storage), storage.length()));
    }

    private VmCoreInfo info() {
        return VmCoreInfo.parse(lines.getBytes(StandardCharsets.ISO_8859_1));
    }

    private SymbolTable decode() throws Problem {
        KallsymsData data = KallsymsData.read(memory(), info(), () -> false);
        return Kallsyms.decode(data, Kallsyms.base(data.form(), memory(), info()));
    }

    private void write(Form form) {
        lines = new KallsymsEncoder()
                .add('T', "_stext", 0x2_0000)
                .add('T', "_text", 0x2_0000)
                .add('T', "get_zdev_by_fid", 0x2_0100)
                .add('t', LONG_NAME, 0x2_0200)
                .add('d', "zpci_list", 0x3_0000)
                .write(storage, AT, AT, form);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void eachForm(Form form) throws Problem {
        write(form);

        SymbolTable table = decode();

        assertThat(KallsymsData.form(info())).isEqualTo(form);
        assertThat(table.size()).isEqualTo(5);
        assertThat(table.address("zpci_list")).hasValue(0x3_0000);
        assertThat(table.address("get_zdev_by_fid")).hasValue(0x2_0100);
        assertThat(table.address(LONG_NAME)).hasValue(0x2_0200);
        assertThat(table.address("zpci_lis")).isEmpty();
        assertThat(table.at(0x2_0180)).contains(new Place("get_zdev_by_fid", 0x80, 0x100));
    }

    @Test
    void namesBothWays() throws Problem {
        write(Form.RELATIVE_TO_BASE);
        SymbolTable table = decode();

        assertThat(table.at(0x2_0000)).contains(new Place("_stext", 0, 0x100));
        assertThat(table.at(0x1_ffff)).isEmpty();
        assertThat(table.at(0x3_0000)).contains(new Place("zpci_list", 0, 0));
        assertThat(table.at(0x3_0001))
                .as("nobody knows where the last one ends")
                .isEmpty();
        assertThat(table.has("_text", 0x2_0000)).isTrue();
        assertThat(table.has("_text", 0x2_0001)).isFalse();

        SymbolTable moved = table.shiftedBy(0x1000);
        assertThat(moved.address("zpci_list")).hasValue(0x3_1000);
        assertThat(moved.at(0x2_1180)).contains(new Place("get_zdev_by_fid", 0x80, 0x100));
    }

    @Test
    void kernelsThatDoNotTell() {
        lines = "SYMBOL(_stext)=100000\n";
        assertThatThrownBy(this::decode).isInstanceOf(Problem.class).hasMessageContaining("System.map");
    }

    @Test
    void numbersThatCannotBe() {
        write(Form.RELATIVE_TO_BASE);
        for (long count : new long[] {0, 2_000_001, 0xffff_ffffL}) {
            storage.u32(AT, count);
            assertThatThrownBy(this::decode).isInstanceOf(Problem.class).hasMessageContaining("cannot be true");
        }
    }

    @Test
    void moreSymbolsThanNames() {
        write(Form.RELATIVE_TO_BASE);
        storage.u32(AT, 6);
        assertThatThrownBy(this::decode).isInstanceOf(Problem.class).hasMessageContaining("cannot be decoded");
    }

    @Test
    void namesThatDoNotEnd() {
        write(Form.RELATIVE_TO_BASE);
        storage.put(AT + 8, (byte) 0xff, (byte) 0xff);
        assertThatThrownBy(this::decode).isInstanceOf(Problem.class).hasMessageContaining("cannot be decoded");
    }

    @Test
    void cancelledBetweenPieces() {
        write(Form.RELATIVE_TO_BASE);
        assertThatThrownBy(() -> KallsymsData.read(memory(), info(), () -> true))
                .isInstanceOf(Problem.class)
                .hasMessage("cancelled");
    }

    @Test
    void manySymbolsOfOneHashStayFast() {
        SymbolTable.Builder builder = new SymbolTable.Builder(4);
        // "Aa" and "BB" have the same hash, and so has every sequence of them.
        for (int i = 0; i < 1 << 16; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 16; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            builder.add(name.toString(), 0x10_0000L - i);
        }
        SymbolTable table = builder.build();

        assertThat(table.address("Aa".repeat(16))).hasValue(0x10_0000L);
        assertThat(table.address("BB".repeat(16))).hasValue(0x10_0000L - 0xffff);
        assertThat(table.at(0x10_0000L - 0xffff)).contains(new Place("BB".repeat(16), 0, 1));
    }
}
