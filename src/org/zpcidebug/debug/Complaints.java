package org.zpcidebug.debug;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A process's standard error, whose beginning is kept while whoever shows it reads it. The platform's own monitor of the
 * stream keeps nothing: a console that opens first takes its contents away.
 */
final class Complaints extends FilterInputStream {

    private static final int MOST = 2000;
    private static final String ELLIPSIS = "..."; //$NON-NLS-1$

    private final byte[] kept = new byte[MOST];
    private final CountDownLatch end = new CountDownLatch(1);
    private int length;

    /** Keeps what is read of this stream. */
    Complaints(InputStream errors) {
        super(errors);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int read = -1;
        try {
            read = super.read(buffer, offset, count);
        } finally {
            if (read < 0) {
                end.countDown();
            }
        }
        keep(buffer, offset, read);
        return read;
    }

    private synchronized void keep(byte[] buffer, int offset, int count) {
        int more = Math.min(count, MOST - length);
        if (more > 0) {
            System.arraycopy(buffer, offset, kept, length, more);
            length += more;
        }
    }

    /** What was said until the process closed the stream; with an ellipsis when this time was over before. */
    String all(Duration atMost) throws InterruptedException {
        boolean whole = end.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        synchronized (this) {
            String text = new String(kept, 0, length, Charset.defaultCharset()).strip();
            return whole ? text : text + ELLIPSIS;
        }
    }
}
