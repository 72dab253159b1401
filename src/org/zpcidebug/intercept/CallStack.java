package org.zpcidebug.intercept;

import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.GeneralRegisters;
import org.zpcidebug.s390.Hex;

/**
 * The calling functions of code with back chains, as Linux has them (-mbackchain -mpacked-stack, arch/s390 6.1 and newer)
 * and the demo guest too: in a frame, the return address is at 136 of the caller's and the back chain at 152.
 */
final class CallStack {

    private static final int STACK_POINTER = 15;
    private static final int RETURN_ADDRESS = 136;
    private static final int BACK_CHAIN = 152;
    private static final int FRAME_BYTES = 160;
    private static final int MOST_FRAMES = 16;

    private CallStack() {}

    /** The callers, innermost first. A stack that is broken, or ends, ends the list. */
    static List<String> callers(StubClient client, GeneralRegisters registers, GuestCode code) {
        List<String> callers = new ArrayList<>();
        try {
            long frame = new BigEndian(client.read(registers.general(STACK_POINTER) + BACK_CHAIN, Long.BYTES)).u64(0);
            long below = registers.general(STACK_POINTER);
            while (callers.size() < MOST_FRAMES && Long.compareUnsigned(frame, below) > 0 && frame % Long.BYTES == 0) {
                BigEndian bytes = new BigEndian(client.read(frame + RETURN_ADDRESS, FRAME_BYTES - RETURN_ADDRESS));
                callers.add(name(bytes.u64(0), code));
                below = frame;
                frame = bytes.u64(BACK_CHAIN - RETURN_ADDRESS);
            }
        } catch (StubException e) {
            if (e.reason() != StubException.Reason.REFUSED) {
                throw e;
            }
        }
        return callers;
    }

    private static String name(long address, GuestCode code) {
        String symbol = code.symbol(address);
        return symbol.isEmpty() ? Hex.of(address) : symbol;
    }
}
