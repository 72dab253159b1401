package org.zpcidebug.hypervisor;

/**
 * Whether the guest runs, as {@code query-status} tells it.
 *
 * @param status QEMU's name of the run state, for instance {@code running}, {@code paused} or {@code prelaunch}
 * @param running whether the vCPUs run
 */
@SuppressWarnings("nls")
public record RunStatus(String status, boolean running) {

    /** Asks for the run state. */
    public static MonitorCommand<RunStatus> query() {
        return MonitorCommand.of("query-status", reply -> {
            JsonView status = JsonView.of(reply);
            return new RunStatus(
                    status.get("status").text(), status.get("running").flag());
        });
    }
}
