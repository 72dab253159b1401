package org.zpcidebug.ui.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.zpcidebug.testing.Eventually;

/** Waits until something has not changed for a while. */
public final class Quiet {

    private Object last;
    private long since = System.nanoTime();

    private Quiet() {}

    /** Fails when it keeps changing. */
    public static void forAWhile(Supplier<?> value, Duration quiet) {
        Quiet watched = new Quiet();
        Eventually.passes(Ui.PATIENCE, () -> watched.check(value.get(), quiet));
    }

    private void check(Object now, Duration quiet) {
        if (!Objects.equals(now, last)) {
            last = now;
            since = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThan(quiet);
    }
}
