package org.zpcidebug.intercept;

import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubSession;
import org.zpcidebug.testing.LiveGuest;
import org.zpcidebug.zpci.FunctionHandle;

/** Changes functions of a guest without its knowledge, by instructions executed on one of its CPUs. */
public final class BehindTheBack {

    private static final int SET_FUNCTION = 5;
    private static final int DISABLE = 1;

    private BehindTheBack() {}

    /** What to do to a function. */
    public enum Mistake {
        /** Take its interrupts away. */
        DEREGISTER_INTERRUPTS(3),
        /** Take its DMA address space away. */
        DEREGISTER_DMA(5),
        /** Take its measurement block away. */
        STOP_MEASUREMENT(10),
        /** Disable it, which gives it another handle. */
        DISABLE_FUNCTION(0);

        private final int control;

        Mistake(int control) {
            this.control = control;
        }
    }

    /** Makes a mistake. */
    public static void make(LiveGuest live, FunctionHandle handle, Mistake mistake) throws Exception {
        try (ProbedGuest guest = new ProbedGuest(live);
                StubSession stub = guest.stub()) {
            StubClient client = stub.client();
            ProbePage page = guest.page();
            try (Injection injection =
                    Injection.begin(client, new ProbeCpu(client).find(true), page.address(), page.bytes())) {
                if (mistake == Mistake.DISABLE_FUNCTION) {
                    disable(injection, handle);
                } else {
                    injection.run(ModifyProgram.image(handle.bits(), mistake.control));
                }
            }
        }
    }

    private static void disable(Injection injection, FunctionHandle handle) {
        byte[] request = new byte[32];
        request[1] = (byte) request.length;
        request[3] = SET_FUNCTION;
        for (int i = 0; i < Integer.BYTES; i++) {
            request[0x10 + i] = (byte) (handle.bits() >>> (3 - i) * Byte.SIZE);
        }
        request[0x16] = DISABLE;
        request[0x17] = 1;
        ProbeProgram program = new ProbeProgram();
        program.clp(request, 0x30);
        injection.run(program);
    }
}
