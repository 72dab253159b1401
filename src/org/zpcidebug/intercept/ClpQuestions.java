package org.zpcidebug.intercept;

import java.util.function.Function;
import org.zpcidebug.Text;
import org.zpcidebug.intercept.ProbeProgram.Ending;
import org.zpcidebug.linux.Known;
import org.zpcidebug.s390.BigEndian;

/** CLP requests and how their responses are read. Lengths are those that Linux uses (arch/s390/include/asm/pci_clp.h). */
@SuppressWarnings("nls")
final class ClpQuestions {

    static final int LIST = 2;
    static final int QUERY_FUNCTION = 3;
    static final int QUERY_GROUP = 4;

    /** Where a request has its handle or its resume token. */
    static final int OPERAND = 0x10;

    /** Where a request about a group has the PFGID, and the response about a function as well. */
    static final int PFGID = 0x13;

    /** Where a response has its code. */
    static final int RESPONSE_CODE = 2;

    /** The code of a response that is one. */
    static final int DONE = 0x10;

    private static final int REQUEST_BYTES = 32;
    private static final int COMMAND = 3;

    private ClpQuestions() {}

    /** A request with that command and no operands yet. */
    static byte[] request(int command) {
        byte[] request = new byte[REQUEST_BYTES];
        request[1] = REQUEST_BYTES;
        request[COMMAND] = (byte) command;
        return request;
    }

    /** Reads a response. */
    static <T> Known<T> read(Ending ending, BigEndian response, Function<BigEndian, T> decode) {
        if (!ending.isDone()) {
            return Known.unknown(
                    Text.of(ClpQuestions.class, "probe.condition", "CLP", Integer.toString(ending.condition())));
        }
        int code = response.u16(RESPONSE_CODE);
        if (code != DONE) {
            return Known.unknown(Text.of(ClpQuestions.class, "probe.response", String.format("0x%04x", code)));
        }
        try {
            return Known.of(decode.apply(response));
        } catch (IllegalArgumentException e) {
            return Known.unknown(Text.of(ClpQuestions.class, "probe.garbled"));
        }
    }
}
