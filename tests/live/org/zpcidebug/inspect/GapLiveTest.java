package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.LinuxReport;

/**
 * Whether a guest notices that it is inspected. A program in it watches the clock and prints the longest gap of each
 * period. On this machine that says something of the guest only by comparison: windows with and without us take turns,
 * and what we did would be in each window with us, and so in the quietest of them and in the median, while other noise
 * is seldom in both. A guest that QEMU stops has its clock stopped with it in TCG: that shows as time the guest's clock
 * lost against ours.
 */
class GapLiveTest {

    private static final double HERTZ = 5;
    private static final int PAIRS = 3;
    private static final int MOST_PAIRS = 25;

    /** By how much gaps have to be longer, in microseconds: as long a host lets a thread wait for others' turns. */
    private static final long GRAIN = 10_000;

    /** How much the console may be late at one end of a window. */
    private static final long LATE_MILLIS = 100;

    private static final Duration STOP = Duration.ofMillis(100);

    /**
     * One window.
     *
     * @param gap the longest gap by the guest's clock, in microseconds
     * @param lost by how much the guest's clock fell behind ours, in milliseconds
     */
    private record Window(long gap, long lost) {}

    /** What goes on during a window. */
    private interface Disturbance {
        void run() throws Exception;
    }

    /** When the console was written to last, by our clock. */
    private static long written(LinuxGuest guest) throws IOException {
        return Files.getLastModifiedTime(guest.qemu().consolePath()).toMillis();
    }

    /** The first report may have begun its period before the window. */
    private static Window window(LinuxGuest guest, Disturbance disturbance) throws Exception {
        LinuxReport first = guest.nextReport();
        long start = written(guest);
        disturbance.run();
        LinuxReport second = guest.nextReport();
        long end = written(guest);
        double own = (second.uptimeEnd() - first.uptimeEnd()) * 1000;
        return new Window(second.gapMicros().getAsLong(), Math.round(end - start - own));
    }

    private static LinuxGuest start(SecondMonitor second) throws Exception {
        LinuxGuest guest = LinuxGuest.of(LinuxPair.BOOKWORM)
                .gap()
                .period(Duration.ofMillis(200))
                .qemu(second.arguments())
                .start();
        second.connect();
        return guest;
    }

    private static long quietest(List<Window> windows) {
        return windows.stream().mapToLong(Window::gap).min().orElseThrow();
    }

    private static long median(List<Window> windows, ToLongFunction<Window> part) {
        long[] parts = windows.stream().mapToLong(part).sorted().toArray();
        return parts[parts.length / 2];
    }

    private static boolean areGapsLonger(List<Window> with, List<Window> without) {
        return quietest(with) > quietest(without) + GRAIN
                && median(with, Window::gap) > median(without, Window::gap) + GRAIN;
    }

    private static boolean isMoreLost(List<Window> with, List<Window> without) {
        return median(with, Window::lost) > median(without, Window::lost) + LATE_MILLIS;
    }

    /** A pause at each refresh would be in every window. */
    private static boolean isDisturbed(List<Window> with, List<Window> without) {
        return areGapsLonger(with, without) || isMoreLost(with, without);
    }

    @Test
    void refreshingMakesNoGapAndStoppingOneIsNoticed() throws Exception {
        try (SecondMonitor second = new SecondMonitor();
                LinuxGuest guest = start(second)) {
            List<Window> without = new ArrayList<>();
            List<Window> with = new ArrayList<>();
            while (with.size() < PAIRS || isDisturbed(with, without) && with.size() < MOST_PAIRS) {
                without.add(window(guest, () -> {}));
                try (GuestSession session = GuestSession.open(new MonitorAddress.Unix(guest.monitorPath()));
                        GuestSession.Demand demand = session.demand(HERTZ)) {
                    session.connected().get(30, TimeUnit.SECONDS);
                    assertThat(demand).isNotNull();
                    with.add(window(guest, () -> {}));
                    assertThat(session.state().problem()).isNull();
                }
            }
            assertThat(second.events()).doesNotContain("STOP", "RESUME");
            assertThat(isDisturbed(with, without))
                    .as("with us %s, without %s", with, without)
                    .isFalse();

            List<Window> stopped = new ArrayList<>();
            for (int i = 0; i < PAIRS; i++) {
                stopped.add(window(guest, () -> stop(second)));
            }
            assertThat(isDisturbed(stopped, without)).as("stopped %s", stopped).isTrue();
        }
    }

    /** As something would that stops the guest at each of some refreshes. */
    private static void stop(SecondMonitor second) throws Exception {
        for (int i = 0; i < 4; i++) {
            JsonElement reply = second.execute("stop");
            assertThat(reply).isNotNull();
            LockSupport.parkNanos(STOP.toNanos());
            second.execute("cont");
        }
    }
}
