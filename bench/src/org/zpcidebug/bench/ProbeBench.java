package org.zpcidebug.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubOptions;
import org.zpcidebug.gdbstub.StubSession;
import org.zpcidebug.hypervisor.DebuggingMonitor;
import org.zpcidebug.hypervisor.InspectingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.intercept.Probe;
import org.zpcidebug.intercept.ProbePage;
import org.zpcidebug.intercept.ProbePages;
import org.zpcidebug.intercept.ProbeReading;
import org.zpcidebug.intercept.ProbeRehearsal;
import org.zpcidebug.linux.KernelCache;
import org.zpcidebug.linux.LinuxReader;
import org.zpcidebug.linux.LinuxSettings;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.GuestMemoryFactory;

/**
 * Measures how long a guest stands for a probe of all its functions, and for a pair of the monitor's stop and cont.
 * Arguments: the monitor's socket, and how many probes, 300 unless named.
 */
@SuppressWarnings("nls")
public final class ProbeBench {

    private static final int PROBES = Integer.getInteger("probes", 300);
    private static final int ROUNDS = 3;
    private static final int WARM = 50;
    private static final Duration BETWEEN = Duration.ofMillis(3);

    /** Milliseconds for each function, as many as a person does not notice. */
    private static final double TARGET = 1;

    private ProbeBench() {}

    /** Measures in turn, so that what else the machine does befalls both. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        List<Double> probes = new ArrayList<>();
        List<Double> pairs = new ArrayList<>();
        int functions = 0;
        MonitorAddress address = new MonitorAddress.Unix(Path.of(arguments[0]));
        try (Monitor monitor = QmpMonitor.open(address).get(30, TimeUnit.SECONDS);
                GuestMemory memory = GuestMemoryFactory.open(new InspectingMonitor(monitor))) {
            LinuxReader reader = new LinuxReader(memory, LinuxSettings.of(memory.size(), KernelCache.inMemory()));
            ProbePage page = ProbePages.find(memory, reader.probe()).value();
            List<Double> first = new ArrayList<>();
            ProbeRehearsal.rehearse();
            probe(monitor, page, WARM, first);
            out.printf("first probe of this program: pause %.1f ms%n", first.get(0));
            for (int i = 0; i < ROUNDS; i++) {
                functions = probe(monitor, page, PROBES / ROUNDS, probes);
                stopAndContinue(monitor, PROBES / ROUNDS, pairs);
            }
        }
        double each = median(probes) / functions;
        out.printf(
                "probe of %d functions: median pause %.2f ms, %.2f ms a function%n", functions, median(probes), each);
        out.printf("slowest tenth of %d probes: from %.2f ms%n", probes.size(), part(probes, 0.9));
        out.printf("monitor's stop and cont: median %.2f ms%n", median(pairs));
        out.printf("ratio: %.1f%n", median(probes) / median(pairs));
        boolean isMet = each <= TARGET;
        out.printf("Target, at most %.0f ms a function: %s%n", TARGET, isMet ? "met" : "missed");
        if (arguments.length > 1 && !isMet) {
            System.exit(1);
        }
    }

    private static int probe(Monitor monitor, ProbePage page, int count, List<Double> pauses) {
        int functions = 0;
        try (StubSession stub = StubSession.open(new DebuggingMonitor(monitor), StubOptions.DEFAULT)) {
            StubClient client = stub.client();
            for (int i = 0; i < count; i++) {
                client.resume();
                client.awaitStop(BETWEEN);
                long from = System.nanoTime();
                client.suspend();
                long stopping = System.nanoTime() - from;
                ProbeReading reading = Probe.run(client, page, true, List.of());
                pauses.add((reading.paused().toNanos() + stopping) / 1e6);
                functions = reading.functions().size();
            }
        }
        return functions;
    }

    private static void stopAndContinue(Monitor monitor, int count, List<Double> pairs) throws Exception {
        for (int i = 0; i < count; i++) {
            long from = System.nanoTime();
            monitor.execute(MonitorCommand.of("stop", reply -> reply)).get(10, TimeUnit.SECONDS);
            monitor.execute(MonitorCommand.of("cont", reply -> reply)).get(10, TimeUnit.SECONDS);
            pairs.add((System.nanoTime() - from) / 1e6);
            TimeUnit.NANOSECONDS.sleep(BETWEEN.toNanos());
        }
    }

    private static double median(List<Double> values) {
        return part(values, 0.5);
    }

    private static double part(List<Double> values, double share) {
        return values.stream().sorted().toList().get((int) (values.size() * share));
    }
}
