package org.zpcidebug.ui.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchListener;

/**
 * Launches as somebody to whom files can be forbidden, whoever runs the tests. Linux keeps capabilities by thread, and a
 * thread begins with those of its maker: so each thread that launches loses root's right to pass by permissions, and the
 * connection's threads with it. The thread has it back when its launch is removed.
 */
public final class OrdinaryLaunches implements ILaunchListener, AutoCloseable {

    /** {@code _LINUX_CAPABILITY_VERSION_3} of linux/capability.h: a header of 8 bytes, data of twice three words. */
    private static final int VERSION = 0x20080522;

    private static final int HEADER_BYTES = 8;
    private static final int DATA_BYTES = 24;

    /** {@code CAP_DAC_OVERRIDE} and {@code CAP_DAC_READ_SEARCH}. */
    private static final int RIGHTS = 1 << 1 | 1 << 2;

    private final ThreadLocal<Integer> before = new ThreadLocal<>();

    private OrdinaryLaunches() {}

    /** From now on, until closed. */
    public static OrdinaryLaunches begin() {
        OrdinaryLaunches listener = new OrdinaryLaunches();
        DebugPlugin.getDefault().getLaunchManager().addLaunchListener(listener);
        return listener;
    }

    @Override
    public void launchAdded(ILaunch launch) {
        before.set(effective(rights -> rights & ~RIGHTS));
    }

    @Override
    public void launchRemoved(ILaunch launch) {
        if (before.get() != null) {
            int rights = before.get();
            effective(now -> rights);
            before.remove();
        }
    }

    @Override
    public void launchChanged(ILaunch launch) {
        // The thread is the same.
    }

    /** Changes the low word of this thread's effective capabilities; returns what it was. */
    private static int effective(java.util.function.IntUnaryOperator change) {
        try (Memory header = new Memory(HEADER_BYTES);
                Memory data = new Memory(DATA_BYTES)) {
            header.setInt(0, VERSION);
            header.setInt(4, 0); // the calling thread
            assertThat(call("capget", header, data)).isZero();
            int rights = data.getInt(0);
            data.setInt(0, change.applyAsInt(rights));
            assertThat(call("capset", header, data)).isZero();
            return rights;
        }
    }

    private static int call(String name, Memory header, Memory data) {
        return Function.getFunction("c", name).invokeInt(new Object[] {header, data});
    }

    @Override
    public void close() {
        DebugPlugin.getDefault().getLaunchManager().removeLaunchListener(this);
    }
}
