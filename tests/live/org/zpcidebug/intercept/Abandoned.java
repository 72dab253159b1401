package org.zpcidebug.intercept;

import java.nio.file.Path;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubClient.Breakpoint;
import org.zpcidebug.gdbstub.StubOptions;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.testing.DebuggedGuest;

/** Another debugger, which goes without a word. */
final class Abandoned {

    private Abandoned() {}

    /** Leaves a breakpoint in the running guest, and a gdb server that nobody uses. */
    static void breakpoint(DebuggedGuest guest, long address) {
        Path socket = ((MonitorAddress.Unix) guest.address()).path().resolveSibling("gdb");
        guest.ask(MonitorCommand.hmp("gdbserver unix:" + socket + ",server=on,wait=off"));
        try (StubClient client = StubClient.connect(new MonitorAddress.Unix(socket), StubOptions.DEFAULT)) {
            client.insert(new Breakpoint(Breakpoint.Kind.HARDWARE, address, 2));
            client.resume();
        }
    }
}
