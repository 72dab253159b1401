package org.zpcidebug.intercept;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.gdbstub.StubRehearsal;
import org.zpcidebug.s390.Lowcore;
import org.zpcidebug.zpci.FunctionList;

/**
 * A probe of nothing, before the first one of this program: the guest does not stand while classes are loaded. That would
 * take a tenth of a second.
 */
public final class ProbeRehearsal {

    private static final AtomicBoolean DONE = new AtomicBoolean();
    private static final int TIMES = 20;
    private static final int PAGE = 0x1000;
    private static final int STORAGE = 0x8000;
    private static final int NEW_PSWS = 0x1a0;
    private static final int DATA = PAGE + ProbeProgram.DATA;

    private ProbeRehearsal() {}

    /** Rehearses, once; takes a moment then. No guest has to do with it. */
    public static void rehearse() {
        if (DONE.compareAndSet(false, true)) {
            try {
                run(TIMES);
            } catch (StubException | ProbeException e) {
                // The first probe takes longer then.
                return;
            }
        }
    }

    /** Probes nothing that often, and returns what the last probe gave. */
    static ProbeReading run(int times) {
        byte[] storage = new byte[STORAGE];
        Arrays.fill(storage, NEW_PSWS, Lowcore.BYTES, (byte) 0x10);
        try (StubRehearsal stub = new StubRehearsal(storage, ProbeRehearsal::listNothing)) {
            ProbePage page = new ProbePage(PAGE, new byte[ProbeProgram.BYTES], Optional.of((address, into) -> {
                stub.read(address, into);
                return true;
            }));
            ProbeReading reading = null;
            for (int i = 0; i < times; i++) {
                reading = Probe.run(stub.client(), page, true, List.of());
            }
            return reading;
        }
    }

    /** What the program of a probe leaves where there are no functions. */
    private static long listNothing(byte[] storage) {
        ByteBuffer data =
                ByteBuffer.wrap(storage, DATA, ProbeProgram.DATA_BYTES).slice();
        data.putLong(SurveyProgram.BEHIND, DATA + SurveyProgram.REQUEST + FunctionList.HEADER);
        data.putShort(SurveyProgram.REQUEST, (short) FunctionList.HEADER);
        data.putShort(SurveyProgram.REQUEST + ClpQuestions.RESPONSE_CODE, (short) ClpQuestions.DONE);
        data.put(SurveyProgram.REQUEST + 0x1f, (byte) 16);
        return PAGE + ProbeProgram.END;
    }
}
