package org.zpcidebug.intercept;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubSession;
import org.zpcidebug.testing.LiveGuest;
import org.zpcidebug.testing.QemuGuest;

/** A probe that is killed while its program runs. Argument: the monitor's socket. */
final class KilledProbe {

    private KilledProbe() {}

    /** Tells on standard output when it is ready to die: the guardian's process, the CPU, and what its registers were. */
    public static void main(String[] arguments) throws Exception {
        LiveGuest live = new LiveGuest() {
            @Override
            public QemuGuest qemu() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Path monitorPath() {
                return Path.of(arguments[0]);
            }
        };
        ProbedGuest guest = new ProbedGuest(live);
        StubSession stub = guest.stub();
        StubClient client = stub.client();
        ProbePage page = guest.page();
        Injection injection = Injection.begin(client, new ProbeCpu(client).find(true), page);
        byte[] endless = ModifyProgram.image(0, 0);
        endless[ProbeProgram.START] = (byte) 0xa7;
        endless[ProbeProgram.START + 1] = (byte) 0xf4;
        endless[ProbeProgram.START + 2] = 0;
        endless[ProbeProgram.START + 3] = 0;
        injection.start(endless);
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write((stub.guardianProcess() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        while (true) {
            LockSupport.park();
        }
    }
}
