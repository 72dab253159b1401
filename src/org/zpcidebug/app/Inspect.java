package org.zpcidebug.app;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.zpcidebug.Text;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorOptions;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.GuestSystem;
import org.zpcidebug.inspect.RefreshCount;
import org.zpcidebug.inspect.SessionOptions;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.inspect.SnapshotText;
import org.zpcidebug.inspect.TableInquiry;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.intercept.BarRange;

/**
 * Prints one snapshot of a guest: {@code -monitor unix:PATH|tcp:HOST:PORT [-format json|text] [-vmlinux FILE]
 * [-system-map FILE] [-probe] [-probe-bar FID:BAR:OFFSET:LENGTH[,...]]}, where the last two stop the guest for a moment to
 * ask the architecture itself; or, instead of the snapshot, what the translation tables say: {@code -mappings FID},
 * {@code -translate FID:IOVA}, {@code -reverse ADDRESS}; or, with {@code -sites}, what {@link Sites} prints. A named file
 * that does not belong to the kernel that runs is a failure.
 */
@SuppressWarnings("nls")
public final class Inspect implements Command {

    private static final String MONITOR = "-monitor";
    private static final String PROBE = "-probe";
    private static final String PROBE_BAR = "-probe-bar";
    private static final String FORMAT = "-format";
    private static final String VMLINUX = "-vmlinux";
    private static final String SYSTEM_MAP = "-system-map";

    /** For connecting, the greeting and a first sample of a slow guest; each part has its own, shorter deadline. */
    private static final Duration BOUND = Duration.ofSeconds(30);

    /** For the next counters of a measurement block, which QEMU writes every 4 seconds. */
    private static final Duration COUNTERS = Duration.ofSeconds(6);

    private static final double HERTZ = 2;

    /** For a first look into the guest by the slowest way to its memory. */
    private static final Duration LOOK = Duration.ofMinutes(3);

    @Override
    public void run(List<String> arguments, PrintStream out) {
        if (arguments.contains(Sites.SWITCH)) {
            new Sites().run(arguments, out);
            return;
        }
        Set<String> valued = new HashSet<>(Set.of(MONITOR, FORMAT, VMLINUX, SYSTEM_MAP, PROBE_BAR));
        valued.addAll(Question.OPTIONS);
        Options options = Options.parse(arguments, valued, Set.of(PROBE));
        MonitorAddress address = address(options.required(MONITOR));
        Optional<Question> question = Question.of(options);
        BiFunction<GuestSnapshot, TableInquiry, String> format =
                format(options.value(FORMAT).orElse(question.isPresent() ? "json" : "text"));
        List<Path> files = new ArrayList<>();
        SessionOptions session = new SessionOptions(
                MonitorOptions.DEFAULT, file(options, VMLINUX, files), file(options, SYSTEM_MAP, files));
        if (question.isPresent()) {
            if (options.value(FORMAT).filter("text"::equals).isPresent()) {
                throw new UsageException(Text.of(Inspect.class, "usage.formatOfAnswer", FORMAT));
            }
        }
        Optional<List<BarRange>> probe = probe(options);
        try (GuestSession guest = GuestSession.open(address, session)) {
            GuestSnapshot snapshot = sample(guest, probe);
            files.forEach(file -> requireFit(snapshot.guest().system().kernel(), file));
            question.ifPresentOrElse(
                    asked -> asked.answer(new Translations(guest.tables(), asked.limit(), out)),
                    () -> out.print(format.apply(snapshot, guest.tables())));
        }
    }

    /** What a probe is to read of BARs; empty when there is to be none. */
    private static Optional<List<BarRange>> probe(Options options) {
        Optional<List<BarRange>> named = options.value(PROBE_BAR).map(Inspect::bars);
        return named.isPresent() || options.value(PROBE).isEmpty() ? named : Optional.of(List.of());
    }

    private static List<BarRange> bars(String text) {
        try {
            return Arrays.stream(text.split(",", -1)).map(BarRange::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException(PROBE_BAR + ": " + e.getMessage());
        }
    }

    private static Optional<Path> file(Options options, String name, List<Path> files) {
        Optional<Path> file = options.value(name).map(text -> path(name, text));
        file.ifPresent(files::add);
        return file;
    }

    private static Path path(String name, String text) {
        try {
            Path path = Path.of(text).toAbsolutePath();
            if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
                throw new UsageException(Text.of(Inspect.class, "usage.file", name, text));
            }
            return path;
        } catch (InvalidPathException e) {
            throw new UsageException(Text.of(Inspect.class, "usage.file", name, text));
        }
    }

    private static void requireFit(Value<GuestSystem.Kernel> kernel, Path file) {
        List<String> problems = kernel.map(k -> k.problemsWith(file)).orElse(List.of());
        if (!problems.isEmpty()) {
            throw new CommandException(problems.get(0));
        }
    }

    private static MonitorAddress address(String text) {
        try {
            return MonitorAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(MONITOR + ": " + e.getMessage());
        }
    }

    private static BiFunction<GuestSnapshot, TableInquiry, String> format(String name) {
        return switch (name) {
            case "json" -> TableCounts::write;
            case "text" -> (snapshot, tables) -> SnapshotText.write(snapshot);
            default -> throw new UsageException(Text.of(Inspect.class, "usage.format", FORMAT, name));
        };
    }

    private static GuestSnapshot sample(GuestSession session, Optional<List<BarRange>> probe) {
        GuestSnapshot snapshot = firstSample(session, probe);
        return isRefreshPending(snapshot) ? counted(session) : snapshot;
    }

    /** The counters of a guest that runs are written soon, and show then whether it ever refreshes what it maps. */
    private static GuestSnapshot counted(GuestSession session) {
        CompletableFuture<GuestSnapshot> counted = new CompletableFuture<>();
        session.addListener(state -> {
            if (state.problem() != null || !isRefreshPending(state.snapshot())) {
                counted.complete(state.snapshot());
            }
        });
        GuestSession.Demand demand = session.demand(HERTZ);
        try {
            return Waiting.of(counted, COUNTERS);
        } catch (TimeoutException e) {
            return session.state().snapshot();
        } finally {
            demand.close();
        }
    }

    private static boolean isRefreshPending(GuestSnapshot snapshot) {
        return snapshot.hypervisor().running().orElse(false)
                && snapshot.functions().stream()
                        .anyMatch(f -> f.refreshed().orElse(RefreshCount.SOME) == RefreshCount.NONE_YET);
    }

    private static GuestSnapshot firstSample(GuestSession session, Optional<List<BarRange>> probe) {
        try {
            CompletableFuture<SessionState> looked = new CompletableFuture<>();
            session.addListener(state -> complete(looked, state));
            complete(looked, Waiting.of(session.connected(), BOUND));
            if (looked.isDone() && probe.isEmpty()) {
                return looked.join().snapshot();
            }
            Waiting.of(looked, LOOK);
            if (probe.isPresent()) {
                Waiting.of(session.probe(probe.get()), BOUND);
                return session.state().snapshot();
            }
            // Once more, so that hypervisor and guest are of the same moment.
            return Waiting.of(session.refresh(), BOUND).snapshot();
        } catch (TimeoutException e) {
            String address = session.address().toString();
            throw new CommandException(
                    Text.of(Inspect.class, "inspect.timeout", address, Long.toString(BOUND.toSeconds())));
        }
    }

    /** A first look into the guest that takes long comes with a later state. */
    private static void complete(CompletableFuture<SessionState> looked, SessionState state) {
        GuestSnapshot snapshot = state.snapshot();
        boolean isReading = state.problem() == null
                && snapshot != null
                && snapshot.guest().system().state() == GuestSystem.State.READING;
        if (snapshot != null && !isReading) {
            looked.complete(state);
        }
    }
}
