package org.zpcidebug.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.inspect.VectorsRefresh;

/**
 * What following a live guest costs of our own time, all that a session samples included, with the rows of the MSI-X
 * Vectors view: the processor time of this whole process, beside the limit.
 */
@SuppressWarnings("nls")
public final class LiveInterruptsBench {

    private static final int HERTZ = 5;
    private static final int WARM_UP_HERTZ = 100;
    private static final int WARM_UP = 1000;
    private static final int REFRESHES = 50;
    private static final double LIMIT = 0.1;
    private static final int LOOK_LIMIT = 50;

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final VectorsRefresh view = new VectorsRefresh();
    private final GuestSession session;
    private int vectors;
    private double longestLook;

    private LiveInterruptsBench(GuestSession session) {
        this.session = session;
    }

    /** @param arguments the monitor's path, what the guest is; a third to fail when the limit is exceeded */
    public static void main(String[] arguments) throws Exception {
        boolean isMet;
        try (GuestSession session = GuestSession.open(new MonitorAddress.Unix(Path.of(arguments[0])))) {
            session.connected().get(30, TimeUnit.SECONDS);
            isMet = new LiveInterruptsBench(session).measure(arguments[1]);
        }
        System.exit(isMet || arguments.length < 3 ? 0 : 1);
    }

    private boolean measure(String guest) throws InterruptedException {
        refresh(WARM_UP_HERTZ, WARM_UP);
        longestLook = 0;
        long cpu = process.getProcessCpuTime();
        long start = System.nanoTime();
        refresh(HERTZ, REFRESHES);
        double seconds = (System.nanoTime() - start) / 1e9;
        double share = (process.getProcessCpuTime() - cpu) / 1e9 / seconds;
        if (vectors == 0) {
            throw new IllegalStateException("no vectors");
        }
        int functions = session.state().snapshot().functions().size();
        out.printf(
                Locale.ROOT,
                "%s, %d functions with %d vectors, %.1f refreshes a second: %.2f ms each, %.1f %% of a core,"
                        + " %.2f of the limit of %.0f %%: %s%n",
                guest,
                functions,
                vectors,
                REFRESHES / seconds,
                share * 1000 * seconds / REFRESHES,
                share * 100,
                share / LIMIT,
                LIMIT * 100,
                share <= LIMIT ? "met" : "missed");
        out.printf(
                Locale.ROOT,
                "  on the UI thread, at most   %9.2f ms besides painting, %.2f of the limit of %d ms%n",
                longestLook,
                longestLook / LOOK_LIMIT,
                LOOK_LIMIT);
        return share <= LIMIT && longestLook <= LOOK_LIMIT;
    }

    /** Follows the guest for so many refreshes, as the view does. */
    private void refresh(int hertz, int count) throws InterruptedException {
        Semaphore sampled = new Semaphore(0);
        session.addListener(state -> sampled.release());
        try (GuestSession.Demand demand = session.demand(hertz)) {
            for (int i = 0; i < count; i++) {
                sampled.acquire();
                show(session.state());
            }
        }
    }

    private void show(SessionState state) {
        vectors = view.show(state.snapshot(), session.interrupts().history());
        long start = clock.getCurrentThreadCpuTime();
        view.look();
        longestLook = Math.max(longestLook, (clock.getCurrentThreadCpuTime() - start) / 1e6);
    }
}
