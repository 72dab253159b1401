package org.zpcidebug.intercept;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubSession;
import org.zpcidebug.linux.Field;
import org.zpcidebug.linux.LinuxKernel;
import org.zpcidebug.linux.LinuxProbe;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.testing.LiveGuest;

/**
 * Changes functions of a Linux guest without its knowledge, by instructions executed on one of its CPUs, or what Linux
 * knows of them. The guest stands until this is closed.
 */
public final class BehindTheBack implements AutoCloseable {

    private static final int SET_FUNCTION = 5;
    private static final int DISABLE = 1;
    private static final int RESPONSE = 0x30;
    private static final int BASE = 12;

    private final ProbedGuest guest;
    private final StubSession stub;
    private final Injection injection;

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

    /** Stops the guest, and borrows a CPU. */
    public BehindTheBack(LiveGuest live) throws Exception {
        guest = new ProbedGuest(live);
        ProbePage page = guest.page();
        stub = guest.stub();
        StubClient client = stub.client();
        injection = Injection.begin(client, new ProbeCpu(client).find(true), page);
    }

    /** Makes a mistake. */
    public void make(ZpciDevice device, Mistake mistake) {
        int handle = device.handle().bits();
        if (mistake == Mistake.DISABLE_FUNCTION) {
            disable(handle);
        } else {
            injection.run(ModifyProgram.image(handle, mistake.control));
        }
    }

    private void disable(int handle) {
        byte[] request = ClpQuestions.request(SET_FUNCTION);
        for (int i = 0; i < Integer.BYTES; i++) {
            request[0x10 + i] = (byte) (handle >>> (3 - i) * Byte.SIZE);
        }
        request[0x16] = DISABLE;
        request[0x17] = 1;
        Assembler program = new Assembler(ProbeProgram.DATA);
        int begin = program.brc(Assembler.ALWAYS);
        int at = program.here();
        program.data(request);
        program.land(begin);
        program.lgr(2, BASE);
        program.aghi(2, at - ProbeProgram.DATA);
        program.mvc(0, request.length, BASE, 0, 2);
        program.xc(request.length, RESPONSE, BASE);
        program.mvhhi(request.length, BASE, RESPONSE);
        program.lgr(2, BASE);
        program.clp(3, 2);
        program.brc(Assembler.ALWAYS, ProbeProgram.END);
        injection.run(program.image());
    }

    /** Has Linux believe something else of a function: a member of its zpci_dev becomes that. */
    public void overwrite(ZpciDevice device, String member, long value) {
        LinuxKernel kernel = ((LinuxProbe.Running) guest.reader().probe()).kernel();
        Field field = kernel.types()
                .structure("zpci_dev")
                .flatMap(structure -> structure.field(member))
                .orElseThrow();
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .putLong(value << Long.SIZE - field.bits())
                .array();
        long absolute =
                kernel.space().translate(device.address() + field.offset()).absolute();
        // The borrowed CPU means real addresses, which are absolute ones outside of prefix areas.
        stub.client().write(absolute, Arrays.copyOf(bytes, field.bytes()));
    }

    @Override
    public void close() {
        try (guest;
                stub;
                injection) {
            // Each gives back what it borrowed.
        }
    }
}
