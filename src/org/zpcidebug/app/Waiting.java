package org.zpcidebug.app;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zpcidebug.Text;

/** Waits for what was asked; a command ends when that fails or the command is interrupted. */
@SuppressWarnings("nls")
final class Waiting {

    private Waiting() {}

    /** Waits for what has a bound of its own. */
    static <T> T of(CompletableFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new CommandException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(asked);
        }
    }

    /**
     * Waits no longer than that.
     *
     * @throws TimeoutException when it takes longer
     */
    static <T> T of(CompletableFuture<T> asked, Duration bound) throws TimeoutException {
        try {
            return asked.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new CommandException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(asked);
        }
    }

    private static CommandException interrupted(CompletableFuture<?> asked) {
        asked.cancel(false);
        Thread.currentThread().interrupt();
        return new CommandException(Text.of(Waiting.class, "inspect.interrupted"));
    }
}
