package org.zpcidebug.inspect;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.zpcidebug.hypervisor.MonitorAddress;

/** A program that has trace events on and is going to be killed. Argument: the monitor. */
final class TracingVictim {

    private TracingVictim() {}

    /** Tells on standard output when it is ready to die. */
    public static void main(String[] arguments) throws Exception {
        GuestSession session = GuestSession.open(MonitorAddress.parse(arguments[0]));
        session.connected().get(30, TimeUnit.SECONDS);
        session.interrupts().startTrace().get(10, TimeUnit.SECONDS);
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write((session.interrupts().guardianProcess() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        while (true) {
            LockSupport.park();
        }
    }
}
