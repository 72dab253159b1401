package org.zpcidebug.app;

import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zpcidebug.intercept.InterceptEvent;
import org.zpcidebug.intercept.InterceptEvent.Kind;
import org.zpcidebug.intercept.InterceptListener;
import org.zpcidebug.intercept.InterceptState;
import org.zpcidebug.intercept.RecordJson;

/** Prints each record as it comes, until there are enough of them. */
@SuppressWarnings("nls")
final class TracePrinter implements InterceptListener {

    private final PrintStream out;
    private final long most;
    private final CompletableFuture<String> enough = new CompletableFuture<>();
    private long printed;

    TracePrinter(PrintStream out, long most) {
        this.out = out;
        this.most = most;
    }

    @Override
    public void changed(InterceptState state) {
        // What is printed are the events.
    }

    @Override
    public void happened(InterceptEvent event) {
        if (event instanceof InterceptEvent.Recorded recorded && printed < most) {
            out.print(RecordJson.write(recorded.record()) + "\n");
            out.flush();
            printed++;
            if (printed == most || out.checkError()) {
                enough.complete(null);
            }
        }
        if (event instanceof InterceptEvent.Noticed noticed && noticed.kind() == Kind.CONNECTION_LOST) {
            enough.complete(noticed.words());
        }
    }

    /** Waits for enough records, or for the time to be over; says what went wrong, null when nothing did. */
    String await(long seconds) {
        try {
            return enough.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
