package org.zpcidebug.ui.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.core.runtime.ILogListener;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.zpcidebug.testing.Eventually;

/** Fails a test during which an error reached Eclipse's log, except those that the test said it expects. */
public final class ErrorLog implements BeforeEachCallback, AfterEachCallback, ILogListener {

    private final List<IStatus> errors = new CopyOnWriteArrayList<>();
    private final List<String> expected = new CopyOnWriteArrayList<>();

    /** Expects exactly one error whose message has this in it. */
    public void expect(String part) {
        expected.add(part);
    }

    @Override
    public void logging(IStatus status, String plugin) {
        if (status.matches(IStatus.ERROR)) {
            errors.add(status);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        errors.clear();
        expected.clear();
        Platform.addLogListener(this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            // Waited for: a job tells who shows its error of its end, and only then the log.
            List<IStatus> unexpected = Eventually.returns(Ui.PATIENCE, this::unexpected);
            assertThat(unexpected.stream().map(ErrorLog::text))
                    .as("logged errors")
                    .isEmpty();
        } finally {
            Platform.removeLogListener(this);
        }
    }

    /** The errors but for those that are expected, all of which have to be there. */
    private List<IStatus> unexpected() {
        List<IStatus> unexpected = new ArrayList<>(errors);
        for (String part : expected) {
            assertThat(unexpected).as("logged errors").anyMatch(status -> text(status)
                    .contains(part));
            IStatus found = unexpected.stream()
                    .filter(status -> text(status).contains(part))
                    .findFirst()
                    .orElseThrow();
            assertThat(found.getException())
                    .as("stack trace of what is expected")
                    .isNull();
            unexpected.remove(found);
        }
        return unexpected;
    }

    private static String text(IStatus status) {
        StringBuilder text = new StringBuilder(status.getPlugin() + ": " + status.getMessage());
        for (IStatus child : status.getChildren()) {
            text.append("; ").append(text(child));
        }
        if (status.getException() != null) {
            text.append(" (").append(status.getException()).append(')');
        }
        return text.toString();
    }
}
