package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.zpcidebug.linux.KallsymsData.Form;
import org.zpcidebug.s390.BigEndian;

/**
 * Any bytes as the parts of a symbol table: a table with as many symbols as it says, or a problem. The first byte chooses
 * the form, the next two are the number of symbols, then come the lengths of names and tokens and the parts themselves.
 */
class KallsymsFuzzTest {

    private static final int HEADER = 7;

    @FuzzTest
    void decodesAnything(byte[] input) {
        BigEndian bytes = new BigEndian(Arrays.copyOf(input, Math.max(input.length, HEADER)));
        Form form = Form.values()[bytes.u8(0) % Form.values().length];
        int names = Math.min(bytes.u16(3), bytes.length() - HEADER);
        int tokens = Math.min(bytes.u16(5), bytes.length() - HEADER - names);
        int rest = HEADER + names + tokens;
        int index = Math.min(KallsymsData.TOKENS * Short.BYTES, bytes.length() - rest);
        KallsymsData data = new KallsymsData(
                form,
                bytes.u16(1),
                bytes.slice(HEADER, names),
                bytes.slice(HEADER + names, tokens),
                bytes.slice(rest, index),
                bytes.slice(rest + index, bytes.length() - rest - index));

        Known<SymbolTable> table = Known.from(() -> Kallsyms.decode(data, 0x10_0000));

        if (table.isKnown()) {
            check(table.value(), data.count());
        } else {
            assertThat(table.problem()).isNotBlank();
        }
    }

    private static void check(SymbolTable table, int count) {
        assertThat(table.size()).isEqualTo(count);
        for (int symbol = 0; symbol < Math.min(count, 100); symbol++) {
            String name = table.name(symbol);
            assertThat(name.length()).isLessThan(KallsymsData.MAX_NAME);
            assertThat(table.has(name, table.address(symbol))).isTrue();
            assertThat(table.at(table.address(symbol))).isPresent();
        }
    }
}
