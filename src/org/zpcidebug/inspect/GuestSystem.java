package org.zpcidebug.inspect;

import java.nio.file.Path;
import java.util.List;
import org.zpcidebug.linux.KernelSymbols;
import org.zpcidebug.linux.KernelTypes;
import org.zpcidebug.memory.MemoryAccess;

/**
 * What the guest's memory says of the guest as a whole.
 *
 * @param state what is known
 * @param words the same for the user: what runs, or why nothing is known and what to do
 * @param memory the way to the memory
 * @param kernel the kernel that runs
 */
public record GuestSystem(State state, String words, Value<Memory> memory, Value<Kernel> kernel) {

    /** What is known of the guest by its memory. */
    public enum State {
        /** The memory is being read for the first time. */
        READING,
        /** The memory cannot be read. */
        UNREADABLE,
        /** No Linux runs: another system, none, or one that was just reset. */
        OTHER,
        /** A Linux kernel has begun to start. */
        BOOTING,
        /** A Linux kernel runs. */
        LINUX
    }

    /**
     * The way to the memory.
     *
     * @param detail in words, for instance with the process
     * @param refusals why better ways are not in use, in words
     */
    public record Memory(MemoryAccess access, String detail, List<String> refusals) {}

    /**
     * A Linux kernel.
     *
     * @param release as {@code uname -r} prints it; empty when it does not tell
     * @param symbols where its symbols come from
     * @param types where the layout of its structures comes from
     * @param notices what the user should know, in words: named files that do not fit, tables that could not be read
     */
    public record Kernel(String release, KernelSymbols.Source symbols, KernelTypes.Source types, List<String> notices) {

        /** The notices about a file that the user named: why it was left aside. */
        public List<String> problemsWith(Path file) {
            return notices.stream()
                    .filter(notice -> notice.contains(file.toString()))
                    .toList();
        }
    }

    /** A guest whose memory was not looked at, with the reason. */
    static GuestSystem unknown(State state, String reason) {
        return new GuestSystem(state, reason, Value.unknown(reason), Value.unknown(reason));
    }
}
