package org.zpcidebug.app;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.zpcidebug.Text;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.inspect.SnapshotJson;
import org.zpcidebug.inspect.SnapshotText;

/** Prints one snapshot of a guest: {@code -monitor unix:PATH|tcp:HOST:PORT [-format json|text]}. */
@SuppressWarnings("nls")
public final class Inspect implements Command {

    private static final String MONITOR = "-monitor";
    private static final String FORMAT = "-format";

    /** For connecting, the greeting and a first sample of a slow guest; each part has its own, shorter deadline. */
    private static final Duration BOUND = Duration.ofSeconds(30);

    @Override
    public void run(List<String> arguments, PrintStream out) {
        Options options = Options.parse(arguments, Set.of(MONITOR, FORMAT), Set.of());
        MonitorAddress address = address(options.required(MONITOR));
        Function<GuestSnapshot, String> format = format(options.value(FORMAT).orElse("text"));
        out.print(format.apply(sample(address)));
    }

    private static MonitorAddress address(String text) {
        try {
            return MonitorAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(MONITOR + ": " + e.getMessage());
        }
    }

    private static Function<GuestSnapshot, String> format(String name) {
        return switch (name) {
            case "json" -> SnapshotJson::write;
            case "text" -> SnapshotText::write;
            default -> throw new UsageException(Text.of(Inspect.class, "usage.format", FORMAT, name));
        };
    }

    private static GuestSnapshot sample(MonitorAddress address) {
        try (GuestSession session = GuestSession.open(address)) {
            SessionState state = session.connected().get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
            return state.snapshot();
        } catch (ExecutionException e) {
            throw new CommandException(e.getCause());
        } catch (TimeoutException e) {
            throw new CommandException(
                    Text.of(Inspect.class, "inspect.timeout", address.toString(), Long.toString(BOUND.toSeconds())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(Text.of(Inspect.class, "inspect.interrupted"));
        }
    }
}
