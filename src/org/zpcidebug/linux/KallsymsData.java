package org.zpcidebug.linux;

import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.zpcidebug.s390.BigEndian;

/**
 * The parts of a kernel's own symbol table as they lie in its memory, not decoded: names packed with tokens, and
 * addresses in one of three forms. The same for every start of the same kernel, except in the absolute form.
 *
 * @param count the number of symbols
 * @param names length-prefixed sequences of token numbers
 * @param tokens texts that end with a NUL
 * @param tokenIndex for each of 256 tokens, the offset of its text: 16 bits each
 * @param values an address or distance for each symbol, in the form
 */
@SuppressWarnings("nls")
record KallsymsData(Form form, int count, BigEndian names, BigEndian tokens, BigEndian tokenIndex, BigEndian values) {

    /** How addresses are kept. */
    enum Form {
        /** 32 bits, to be added to a base that is kept apart. */
        RELATIVE_TO_BASE(Integer.BYTES),
        /** 32 bits with sign, to be added to the address of the number itself (7.1 and later). */
        RELATIVE_TO_SELF(Integer.BYTES),
        /** 64 bits: the address. */
        ABSOLUTE(Long.BYTES);

        private final int bytes;

        Form(int bytes) {
            this.bytes = bytes;
        }

        /** The length of one value. */
        int bytes() {
            return bytes;
        }
    }

    /** The number of tokens. */
    static final int TOKENS = 256;

    /** A kernel's longest name is 512 bytes with its end. */
    static final int MAX_NAME = 512;

    private static final int MAX_COUNT = 2_000_000;
    private static final int MAX_NAMES = 64 << 20;
    private static final int PIECE = 1 << 20;

    /** Reads the parts through the addresses that VMCOREINFO tells. */
    static KallsymsData read(KernelMemory memory, VmCoreInfo info, BooleanSupplier cancelled) throws Problem {
        Form form = form(info);
        long count =
                memory.read(symbol(info, "kallsyms_num_syms"), Integer.BYTES).u32(0);
        long start = symbol(info, "kallsyms_names");
        long end = symbol(info, "kallsyms_token_table");
        long nameBytes = end - start;
        if (count == 0 || count > MAX_COUNT || nameBytes <= 0 || nameBytes > MAX_NAMES) {
            throw Problem.of("kallsyms.bounds", Long.toString(count), Long.toString(nameBytes));
        }
        BigEndian index = memory.read(symbol(info, "kallsyms_token_index"), TOKENS * Short.BYTES);
        return new KallsymsData(
                form,
                (int) count,
                memory.readLong(start, (int) nameBytes, PIECE, cancelled),
                memory.read(end, tokenBytes(index)),
                index,
                memory.readLong(valueAddress(form, info), (int) count * form.bytes(), PIECE, cancelled));
    }

    /** Where the values lie. */
    static long valueAddress(Form form, VmCoreInfo info) throws Problem {
        return symbol(info, form == Form.ABSOLUTE ? "kallsyms_addresses" : "kallsyms_offsets");
    }

    /** The form, by the names that VMCOREINFO has. */
    static Form form(VmCoreInfo info) throws Problem {
        if (info.symbol("kallsyms_offsets").isPresent()) {
            OptionalLong base = info.symbol("kallsyms_relative_base");
            return base.isPresent() ? Form.RELATIVE_TO_BASE : Form.RELATIVE_TO_SELF;
        }
        if (info.symbol("kallsyms_addresses").isPresent()) {
            return Form.ABSOLUTE;
        }
        throw Problem.of("kallsyms.absent");
    }

    private static int tokenBytes(BigEndian index) {
        int last = 0;
        for (int token = 0; token < TOKENS; token++) {
            last = Math.max(last, index.u16(token * Short.BYTES));
        }
        return last + MAX_NAME;
    }

    private static long symbol(VmCoreInfo info, String name) throws Problem {
        return info.symbol(name).orElseThrow(() -> Problem.of("kallsyms.absent"));
    }
}
