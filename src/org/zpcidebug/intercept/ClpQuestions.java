package org.zpcidebug.intercept;

import java.util.function.Function;
import org.zpcidebug.Text;
import org.zpcidebug.intercept.ProbeProgram.Answer;
import org.zpcidebug.intercept.ProbeProgram.Ending;
import org.zpcidebug.linux.Known;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.zpci.FunctionList;
import org.zpcidebug.zpci.ListedFunction;
import org.zpcidebug.zpci.QueriedFunction;
import org.zpcidebug.zpci.QueriedGroup;

/** CLP requests and how their responses are read. Lengths are those that Linux uses (arch/s390/include/asm/pci_clp.h). */
@SuppressWarnings("nls")
final class ClpQuestions {

    private static final int REQUEST_BYTES = 32;
    private static final int LIST = 2;
    private static final int QUERY_FUNCTION = 3;
    private static final int QUERY_GROUP = 4;
    private static final int COMMAND = 3;
    private static final int OPERAND = 0x10;
    private static final int PFGID = 0x13;

    private static final int LIST_ENTRIES = 96;
    private static final int FUNCTION_RESPONSE = 0x168;
    private static final int GROUP_RESPONSE = 0x40;

    private static final int ENDING_BYTES = 3 * Long.BYTES;

    /** What a query of a function takes of a program's room. */
    static final int FUNCTION_BYTES = REQUEST_BYTES + FUNCTION_RESPONSE + ENDING_BYTES;

    /** What a query of a group takes. */
    static final int GROUP_BYTES = REQUEST_BYTES + GROUP_RESPONSE + ENDING_BYTES;

    private static final int RESPONSE_CODE = 2;
    private static final int DONE = 0x10;

    private ClpQuestions() {}

    /** The functions from a resume token on. */
    static Known<FunctionList> list(Injection injection, long resume) {
        ProbeProgram program = new ProbeProgram();
        byte[] request = request(LIST);
        put(request, OPERAND, resume, Long.BYTES);
        Answer answer = program.clp(request, FunctionList.HEADER + LIST_ENTRIES * ListedFunction.BYTES);
        return read(answer, injection.run(program), FunctionList::of);
    }

    /** What CLP says of a function. */
    static Answer function(ProbeProgram program, int handle) {
        byte[] request = request(QUERY_FUNCTION);
        put(request, OPERAND, Integer.toUnsignedLong(handle), Integer.BYTES);
        return program.clp(request, FUNCTION_RESPONSE);
    }

    static Known<QueriedFunction> function(Answer answer, byte[] page) {
        return read(answer, page, QueriedFunction::of);
    }

    /** What CLP says of a group. */
    static Answer group(ProbeProgram program, int pfgid) {
        byte[] request = request(QUERY_GROUP);
        request[PFGID] = (byte) pfgid;
        return program.clp(request, GROUP_RESPONSE);
    }

    static Known<QueriedGroup> group(Answer answer, byte[] page) {
        return read(answer, page, QueriedGroup::of);
    }

    private static byte[] request(int command) {
        byte[] request = new byte[REQUEST_BYTES];
        request[1] = REQUEST_BYTES;
        request[COMMAND] = (byte) command;
        return request;
    }

    private static void put(byte[] bytes, int at, long value, int length) {
        for (int i = 0; i < length; i++) {
            bytes[at + i] = (byte) (value >>> (length - 1 - i) * Byte.SIZE);
        }
    }

    private static <T> Known<T> read(Answer answer, byte[] page, Function<BigEndian, T> decode) {
        Ending ending = answer.ending(page);
        if (!ending.isDone()) {
            return Known.unknown(
                    Text.of(ClpQuestions.class, "probe.condition", "CLP", Integer.toString(ending.condition())));
        }
        BigEndian response = answer.of(page);
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
