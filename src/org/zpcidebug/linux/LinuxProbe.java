package org.zpcidebug.linux;

/** What kind of guest this is. */
public sealed interface LinuxProbe {

    /** In words for the user: what runs in the guest, or why nothing can be said. */
    String words();

    /** No sign of a Linux kernel: another system, none, or one that was just reset. */
    record Absent(String words) implements LinuxProbe {}

    /** A Linux kernel that has begun to start; it will tell more. */
    record Booting(String words) implements LinuxProbe {}

    /** A Linux kernel. */
    record Running(LinuxKernel kernel) implements LinuxProbe {
        @Override
        public String words() {
            return kernel.words();
        }
    }
}
