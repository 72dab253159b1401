package org.zpcidebug.debug;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.zpcidebug.intercept.InterceptEvent;
import org.zpcidebug.intercept.InterceptEvent.Noticed;
import org.zpcidebug.intercept.InterceptEvent.Recorded;
import org.zpcidebug.intercept.InterceptRecord;

/**
 * What happened at a guest's intercepts: the newest records and notices, as many as the preferences say. Each has a
 * number, from 0 on, that it keeps. May be used by any thread.
 */
public final class InterceptLog {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private Entry[] ring;
    private long first;
    private long end;

    /**
     * A row of the log.
     *
     * @param record the PCI instruction; null for a notice
     * @param breakpoints the ids of the breakpoints that wanted it
     * @param text in words: what a breakpoint logs, or the notice
     */
    public record Entry(Instant time, InterceptRecord record, Set<String> breakpoints, String text) {

        /** Whether it tells the user something instead of an instruction. */
        public boolean isNotice() {
            return record == null;
        }
    }

    /** An empty log for at most so many entries. */
    InterceptLog(int capacity) {
        ring = new Entry[Math.max(1, capacity)];
    }

    /** Adds what happened. */
    void add(InterceptEvent event) {
        if (event instanceof Recorded recorded) {
            add(new Entry(recorded.time(), recorded.record(), recorded.breakpoints(), recorded.text()));
        } else if (event instanceof Noticed noticed) {
            add(new Entry(noticed.time(), null, Set.of(), noticed.words()));
        }
    }

    /** Adds a notice. */
    void notice(String words) {
        add(new Entry(Instant.now(), null, Set.of(), words));
    }

    private void add(Entry entry) {
        synchronized (this) {
            ring[(int) (end % ring.length)] = entry;
            end++;
            first = Math.max(first, end - ring.length);
        }
        listeners.forEach(Runnable::run);
    }

    /** The number of the oldest entry that is kept. */
    public synchronized long first() {
        return first;
    }

    /** The number that the next entry gets. */
    public synchronized long end() {
        return end;
    }

    /** How many entries are kept at most. */
    public synchronized int capacity() {
        return ring.length;
    }

    /** The entry of that number; null when it is not kept any more. */
    public synchronized Entry get(long number) {
        return number >= first && number < end ? ring[(int) (number % ring.length)] : null;
    }

    /** Forgets all entries; numbers go on. */
    public void clear() {
        synchronized (this) {
            ring = new Entry[ring.length];
            first = end;
        }
        listeners.forEach(Runnable::run);
    }

    /** Adds a listener, called after each change on whatever thread made it: it must be quick. */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    /** Removes a listener. */
    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }
}
