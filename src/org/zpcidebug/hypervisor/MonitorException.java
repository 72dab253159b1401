package org.zpcidebug.hypervisor;

import java.util.regex.Pattern;
import org.zpcidebug.Text;

/**
 * What can go wrong with a monitor. Each message says to the user what happened and what to do next. Futures complete
 * with these directly, so that {@code join()} wraps them once in a {@code CompletionException}; see {@link #of}.
 */
@SuppressWarnings("nls")
public abstract sealed class MonitorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MonitorException(Throwable cause, String key, Object... arguments) {
        super(Text.of(MonitorException.class, "monitor." + key, arguments), cause);
    }

    /**
     * Whether it is certain that the command had no effect. False where it may or may not have been carried out; for a
     * command that only asks, that makes no difference.
     */
    public boolean hadNoEffect() {
        return false;
    }

    /** The socket could not be reached. */
    public static final class Unreachable extends MonitorException {
        private static final long serialVersionUID = 1;

        /** Why it could not be reached. */
        public enum Reason {
            NO_SUCH_PATH,
            NOT_A_SOCKET,
            PATH_TOO_LONG,
            PERMISSION_DENIED,
            REFUSED,
            UNKNOWN_HOST,
            TIMED_OUT,
            OTHER
        }

        private final Reason reason;

        Unreachable(Reason reason, Throwable cause, Object... arguments) {
            super(cause, "unreachable." + reason, arguments);
            this.reason = reason;
        }

        /** Why it could not be reached. */
        public Reason reason() {
            return reason;
        }

        @Override
        public boolean hadNoEffect() {
            return true;
        }
    }

    /** The socket was reached, but nobody greeted within the deadline. */
    public static final class Busy extends MonitorException {
        private static final long serialVersionUID = 1;

        /** Why nobody greeted, as far as it can be seen. */
        public enum Reason {
            /** Another client is connected to the monitor. */
            HELD_BY_ANOTHER,
            /** QEMU does not even accept connections: it is stopped by a signal, or hangs. */
            NOT_ACCEPTING,
            /** So many clients wait for the monitor already that there is no room for one more. */
            QUEUE_FULL,
            /** Somebody accepted the connection but is not talking QMP. */
            SILENT,
            /** It cannot be seen from here. */
            UNKNOWN
        }

        private final Reason reason;

        Busy(Reason reason, MonitorAddress address, String seconds) {
            super(null, "busy." + reason, address, seconds);
            this.reason = reason;
        }

        /** Why nobody greeted. */
        public Reason reason() {
            return reason;
        }

        @Override
        public boolean hadNoEffect() {
            return true;
        }
    }

    /** Whoever answered is not a QMP monitor. */
    public static final class NotAMonitor extends MonitorException {
        private static final long serialVersionUID = 1;

        /** How the human monitor introduces itself. */
        private static final Pattern HUMAN = Pattern.compile("^QEMU \\S+ monitor");

        NotAMonitor(MonitorAddress address, String excerpt) {
            super(null, HUMAN.matcher(excerpt).find() ? "notAMonitor.human" : "notAMonitor", address, excerpt);
        }

        @Override
        public boolean hadNoEffect() {
            return true;
        }
    }

    /** QEMU greeted, but the connection could not be made ready for commands. */
    public static final class NegotiationFailed extends MonitorException {
        private static final long serialVersionUID = 1;

        private NegotiationFailed(String key, MonitorAddress address, String what) {
            super(null, key, address, what);
        }

        static NegotiationFailed refused(MonitorAddress address, String description) {
            return new NegotiationFailed("negotiationFailed.refused", address, description);
        }

        static NegotiationFailed silent(MonitorAddress address, String seconds) {
            return new NegotiationFailed("negotiationFailed.silent", address, seconds);
        }

        @Override
        public boolean hadNoEffect() {
            return true;
        }
    }

    /** QEMU answered with an error. */
    public static final class Failed extends MonitorException {
        private static final long serialVersionUID = 1;
        private final String errorClass;
        private final String description;

        Failed(String command, String errorClass, String description) {
            super(null, "CommandNotFound".equals(errorClass) ? "failed.notFound" : "failed", command, description);
            this.errorClass = errorClass;
            this.description = description;
        }

        /** QEMU's class of the error, for instance {@code GenericError} or {@code CommandNotFound}. */
        public String errorClass() {
            return errorClass;
        }

        /** QEMU's own words. */
        public String description() {
            return description;
        }
    }

    /** The command waited for its turn until its deadline and was never sent. */
    public static final class TimedOut extends MonitorException {
        private static final long serialVersionUID = 1;

        TimedOut(String command, String seconds) {
            super(null, "timedOut", command, seconds);
        }

        @Override
        public boolean hadNoEffect() {
            return true;
        }
    }

    /** The command was sent and QEMU did not answer within the deadline: it may or may not have taken effect. */
    public static final class OutcomeUnknown extends MonitorException {
        private static final long serialVersionUID = 1;

        OutcomeUnknown(String command, String seconds) {
            super(null, "outcomeUnknown", command, seconds);
        }
    }

    /** The other side ended the connection. */
    public static final class Lost extends MonitorException {
        private static final long serialVersionUID = 1;

        Lost(Throwable cause, MonitorAddress address) {
            super(cause, "lost", address);
        }

        Lost(MonitorAddress address, String partial) {
            super(null, partial.isEmpty() ? "lost" : "lost.partial", address, partial);
        }
    }

    /** We closed the connection. */
    public static final class Closed extends MonitorException {
        private static final long serialVersionUID = 1;

        Closed(MonitorAddress address) {
            super(null, "closed", address);
        }
    }

    /** What arrived cannot be read as QMP; the connection was closed. */
    public static final class Garbled extends MonitorException {
        private static final long serialVersionUID = 1;

        Garbled(Throwable cause, MonitorAddress address, String excerpt) {
            super(cause, "garbled", address, excerpt);
        }
    }

    /** QEMU could not read what we sent: an error that belongs to no command; the connection was closed. */
    public static final class NotUnderstood extends MonitorException {
        private static final long serialVersionUID = 1;

        NotUnderstood(MonitorAddress address, String description) {
            super(null, "notUnderstood", address, description);
        }
    }

    /** A message was longer than the bound; the connection was closed. */
    public static final class TooLarge extends MonitorException {
        private static final long serialVersionUID = 1;

        TooLarge(MonitorAddress address, int bound) {
            super(null, "tooLarge", address, Integer.toString(bound >> 20));
        }
    }

    /** The reply to a command is not of the kind that the command promises. */
    public static final class BadReply extends MonitorException {
        private static final long serialVersionUID = 1;

        BadReply(Throwable cause, String command, String excerpt) {
            super(cause, "badReply", command, excerpt);
        }
    }

    /** The command is not one that inspecting may send; nothing was sent. */
    public static final class NotAllowed extends MonitorException {
        private static final long serialVersionUID = 1;

        private NotAllowed(String key, String command) {
            super(null, key, command);
        }

        static NotAllowed unknown(String command) {
            return new NotAllowed("notAllowed", command);
        }

        static NotAllowed vhost(String command) {
            return new NotAllowed("notAllowed.vhost", command);
        }

        @Override
        public boolean hadNoEffect() {
            return true;
        }
    }

    /**
     * The monitor exception inside the wrappers that futures put around it.
     *
     * @return null when there is none
     */
    public static MonitorException of(Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < 16; depth++, at = at.getCause()) {
            if (at instanceof MonitorException found) {
                return found;
            }
        }
        return null;
    }
}
