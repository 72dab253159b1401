package org.zpcidebug.ui.views;

import org.zpcidebug.inspect.GuestSession;

/** Asks a session for samples exactly while a view that shows it can be seen. To be used on the UI thread. */
public final class LiveDemand implements AutoCloseable {

    private GuestSession session;
    private boolean visible;
    private int hertz;
    private GuestSession.Demand open;

    /** Asks that session from now on, null for none. */
    public void setSession(GuestSession wanted) {
        if (wanted != session) {
            withdraw();
            session = wanted;
            ask();
        }
    }

    /** Tells whether the view can be seen. */
    public void setVisible(boolean now) {
        if (now != visible) {
            visible = now;
            withdraw();
            ask();
        }
    }

    /** Sets the rate, 0 for none. */
    public void setHertz(int wanted) {
        if (wanted != hertz) {
            hertz = wanted;
            withdraw();
            ask();
        }
    }

    /** Whether samples are asked for. */
    public boolean isOpen() {
        return open != null;
    }

    private void ask() {
        if (session != null && visible && hertz > 0) {
            open = session.demand(hertz);
        }
    }

    private void withdraw() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    @Override
    public void close() {
        withdraw();
        session = null;
    }
}
