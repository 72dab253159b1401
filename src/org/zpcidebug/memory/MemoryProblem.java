package org.zpcidebug.memory;

import org.zpcidebug.Text;

/**
 * Why memory cannot be read.
 *
 * @param text what happened and what to do, for the user
 */
@SuppressWarnings("nls")
public record MemoryProblem(Kind kind, String text) {

    /** What kind of problem it is. */
    public enum Kind {
        /** This system, or this Java, cannot read another process. */
        UNSUPPORTED,
        /** QEMU is no process of this system, or cannot be seen from here. */
        NO_LOCAL_PROCESS,
        /** The process behind the socket does not hold this guest's memory. */
        NOT_THIS_QEMU,
        /** The system refused to let us read QEMU's memory. */
        PERMISSION_REFUSED,
        /** QEMU has ended. */
        PROCESS_GONE,
        /** The system failed in a way that is not foreseen. */
        SYSTEM_ERROR,
        /** There is no place for QEMU to write memory to, or it could not write there. */
        FILE_REFUSED,
        /** The monitor is lost, or refuses to tell. */
        MONITOR_FAILED,
        /** The monitor's answer is not what is expected. */
        BAD_REPLY,
        /** It took too long. */
        TIMED_OUT,
        /** The waiting thread was interrupted. */
        CANCELLED,
        /** The guest has no RAM at that address. */
        OUTSIDE_RAM,
        /** There should be RAM, but QEMU has nothing mapped there. */
        UNMAPPED,
        /** More was asked for than may be read at once. */
        BUDGET_EXCEEDED,
        /** The memory was closed. */
        CLOSED
    }

    static MemoryProblem of(Kind kind, Object... arguments) {
        return new MemoryProblem(kind, Text.of(MemoryProblem.class, "problem." + kind, arguments));
    }

    /** A problem that has a text of its own for each variant. */
    static MemoryProblem variant(Kind kind, String variant, Object... arguments) {
        return new MemoryProblem(kind, Text.of(MemoryProblem.class, "problem." + kind + "." + variant, arguments));
    }

    /** An address as it is written everywhere. */
    static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}
