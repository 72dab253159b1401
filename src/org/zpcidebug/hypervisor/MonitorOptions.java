package org.zpcidebug.hypervisor;

import java.time.Duration;

/**
 * The bounds of a monitor connection.
 *
 * @param connect how long reaching the socket may take
 * @param greeting how long QEMU may take to greet, and again to agree on capabilities
 * @param command how long a command may take from the call until its reply, unless the call says otherwise
 * @param maxInFlight how many commands QEMU is given at once; others wait in order (QEMU itself stops reading at 8)
 * @param maxMessageBytes the longest message that is accepted
 */
public record MonitorOptions(
        Duration connect, Duration greeting, Duration command, int maxInFlight, int maxMessageBytes) {

    /** Connect 5 s, greeting 3 s, command 5 s, 4 in flight, 10 MiB a message. */
    public static final MonitorOptions DEFAULT =
            new MonitorOptions(Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(5), 4, 10 << 20);

    /** The same bounds with another default deadline for commands. */
    public MonitorOptions withCommand(Duration deadline) {
        return new MonitorOptions(connect, greeting, deadline, maxInFlight, maxMessageBytes);
    }
}
