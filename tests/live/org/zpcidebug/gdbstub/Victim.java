package org.zpcidebug.gdbstub;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.zpcidebug.gdbstub.StubClient.Breakpoint;
import org.zpcidebug.hypervisor.DebuggingMonitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.QmpMonitor;

/** A debugger that is going to be killed. Arguments: monitor, address of a breakpoint, stop or run. */
final class Victim {

    private Victim() {}

    /** Tells on standard output when it is ready to die. */
    public static void main(String[] arguments) throws Exception {
        DebuggingMonitor monitor = new DebuggingMonitor(
                QmpMonitor.open(MonitorAddress.parse(arguments[0])).get(30, TimeUnit.SECONDS));
        StubSession session = StubSession.open(monitor, StubOptions.DEFAULT);
        session.client().insert(new Breakpoint(Breakpoint.Kind.HARDWARE, Long.parseLong(arguments[1]), 2));
        if (arguments[2].equals("run")) {
            session.client().resume();
        }
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write((session.guardianProcess() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        while (true) {
            LockSupport.park();
        }
    }
}
