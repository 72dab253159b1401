package org.zpcidebug.testing;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubClient.Breakpoint;
import org.zpcidebug.gdbstub.StubOptions;
import org.zpcidebug.hypervisor.MonitorAddress;

/** Another debugger, which goes without a word. */
public final class AbandonedDebugger {

    private AbandonedDebugger() {}

    /**
     * Leaves a breakpoint in the running guest, and a gdb server that nobody uses.
     *
     * @param folder where the server's socket may be
     * @param monitor carries out a line of the human monitor
     */
    public static void leaveBreakpoint(Path folder, Consumer<String> monitor, long address) {
        Path socket = folder.resolve("gdb");
        monitor.accept("gdbserver unix:" + socket + ",server=on,wait=off");
        try (StubClient client = StubClient.connect(new MonitorAddress.Unix(socket), StubOptions.DEFAULT)) {
            client.insert(new Breakpoint(Breakpoint.Kind.HARDWARE, address, 2));
            client.resume();
        }
    }
}
