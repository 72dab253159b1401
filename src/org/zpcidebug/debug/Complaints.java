package org.zpcidebug.debug;

import org.eclipse.debug.core.IStreamListener;
import org.eclipse.debug.core.model.IStreamMonitor;
import org.eclipse.debug.core.model.IStreamsProxy;

/** The first of what a process writes to its standard error. The console takes the rest, and keeps it for itself. */
final class Complaints implements IStreamListener {

    private static final int MOST = 2000;

    private final StringBuilder text = new StringBuilder();

    /** Listens from now on, and takes what was said already. */
    void listenTo(IStreamsProxy streams) {
        IStreamMonitor errors = streams == null ? null : streams.getErrorStreamMonitor();
        if (errors != null) {
            errors.addListener(this);
            String before = errors.getContents();
            synchronized (this) {
                if (text.isEmpty()) {
                    append(before);
                }
            }
        }
    }

    @Override
    public void streamAppended(String more, IStreamMonitor monitor) {
        append(more);
    }

    private synchronized void append(String more) {
        text.append(more, 0, Math.min(more.length(), Math.max(0, MOST - text.length())));
    }

    /** What was said so far. */
    @Override
    public synchronized String toString() {
        return text.toString();
    }
}
