package org.zpcidebug.zpci;

import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.s390.BigEndian;

/**
 * A response to CLP list PCI functions, or a part of it.
 *
 * @param resume what to ask with for the next part, 0 after the last one
 * @param uidChecking whether the hypervisor says that UIDs are unique
 * @param functions those of this part
 */
@SuppressWarnings("nls")
public record FunctionList(long resume, boolean uidChecking, List<ListedFunction> functions) {

    /** Bytes before the first entry, header included. */
    public static final int HEADER = 0x20;

    /** Where a response has the token for the next part. */
    public static final int RESUME = 0x10;

    private static final int FLAGS = 0x1e;
    private static final int ENTRY_BYTES = 0x1f;

    /** Copies the list. */
    public FunctionList {
        functions = List.copyOf(functions);
    }

    /**
     * Decodes a response.
     *
     * @throws IllegalArgumentException when it does not hold what it says
     */
    public static FunctionList of(BigEndian response) {
        if (response.length() < HEADER || response.u16(0) < HEADER || response.u16(0) > response.length()) {
            throw new IllegalArgumentException("length");
        }
        int entry = response.u8(ENTRY_BYTES);
        if (entry < ListedFunction.BYTES) {
            throw new IllegalArgumentException("entry");
        }
        List<ListedFunction> functions = new ArrayList<>();
        for (int at = HEADER; at + entry <= response.u16(0); at += entry) {
            functions.add(ListedFunction.of(response.slice(at, ListedFunction.BYTES)));
        }
        return new FunctionList(response.u64(RESUME), (response.u8(FLAGS) & 1) != 0, functions);
    }
}
