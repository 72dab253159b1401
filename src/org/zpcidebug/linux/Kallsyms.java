package org.zpcidebug.linux;

import java.util.OptionalLong;
import org.zpcidebug.s390.BigEndian;

/** Decodes a kernel's own symbol table. Whatever the bytes are, it ends after one pass, with a table or a problem. */
@SuppressWarnings("nls")
final class Kallsyms {

    private static final int LONG_LENGTH = 0x80;
    private static final int LENGTH_BITS = 7;
    private static final int MAX_DECODED = 128 << 20;

    private final KallsymsData data;
    private final byte[] packed;
    private final byte[][] tokens = new byte[KallsymsData.TOKENS][];

    private Kallsyms(KallsymsData data) throws Problem {
        this.data = data;
        if (data.tokenIndex().length() < KallsymsData.TOKENS * Short.BYTES
                || data.values().length() / data.form().bytes() < data.count()) {
            throw Problem.of("kallsyms.garbage");
        }
        packed = data.names().bytes(0, data.names().length());
        for (int token = 0; token < tokens.length; token++) {
            tokens[token] = token(data.tokens(), data.tokenIndex().u16(token * Short.BYTES));
        }
    }

    /** @param base what values are relative to: the base, or the address of the first value; else 0 */
    static SymbolTable decode(KallsymsData data, long base) throws Problem {
        return new Kallsyms(data).decode(base);
    }

    /** Reads the base from the guest. */
    static long base(KallsymsData.Form form, KernelMemory memory, VmCoreInfo info) throws Problem {
        return switch (form) {
            case RELATIVE_TO_BASE -> {
                OptionalLong symbol = info.symbol("kallsyms_relative_base");
                yield memory.u64(symbol.orElseThrow(() -> Problem.of("kallsyms.absent")));
            }
            case RELATIVE_TO_SELF -> KallsymsData.valueAddress(form, info);
            case ABSOLUTE -> 0;
        };
    }

    private static byte[] token(BigEndian texts, int start) throws Problem {
        int end = start;
        while (end < texts.length() && texts.u8(end) != 0) {
            end++;
        }
        if (end >= texts.length() || end - start >= KallsymsData.MAX_NAME) {
            throw Problem.of("kallsyms.garbage");
        }
        return texts.bytes(start, end - start);
    }

    private SymbolTable decode(long base) throws Problem {
        SymbolTable.Builder table = new SymbolTable.Builder(data.count());
        int position = 0;
        for (int symbol = 0; symbol < data.count(); symbol++) {
            int length = length(position);
            position += packed[position] < 0 ? 2 : 1;
            if (length == 0 || position + length > packed.length || table.end() > MAX_DECODED) {
                throw Problem.of("kallsyms.garbage");
            }
            table.add(unpack(table, position, position + length), address(symbol, base));
            position += length;
        }
        return table.build();
    }

    private int length(int position) throws Problem {
        if (position >= packed.length) {
            throw Problem.of("kallsyms.garbage");
        }
        int first = packed[position] & 0xff;
        if (first < LONG_LENGTH) {
            return first;
        }
        if (position + 1 >= packed.length) {
            throw Problem.of("kallsyms.garbage");
        }
        return first & LONG_LENGTH - 1 | (packed[position + 1] & 0xff) << LENGTH_BITS;
    }

    /** Writes a name without its first character, which is the symbol's type; gives where it ends. */
    private int unpack(SymbolTable.Builder table, int from, int to) throws Problem {
        byte[] names = table.room(KallsymsData.MAX_NAME);
        int start = table.end();
        int end = start;
        boolean type = true;
        for (int i = from; i < to; i++) {
            byte[] token = tokens[packed[i] & 0xff];
            if (end - start + token.length > KallsymsData.MAX_NAME) {
                throw Problem.of("kallsyms.garbage");
            }
            for (int j = type && token.length > 0 ? 1 : 0; j < token.length; j++) {
                names[end++] = token[j];
            }
            type &= token.length == 0;
        }
        return end;
    }

    private long address(int symbol, long base) {
        int at = symbol * data.form().bytes();
        return switch (data.form()) {
            case RELATIVE_TO_BASE -> base + data.values().u32(at);
            case RELATIVE_TO_SELF -> base + at + data.values().s32(at);
            case ABSOLUTE -> data.values().u64(at);
        };
    }
}
