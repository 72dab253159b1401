package org.zpcidebug.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.zpcidebug.gdbstub.GuardianProcess;
import org.zpcidebug.hypervisor.MessageEvent;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorException;
import org.zpcidebug.hypervisor.TracingMonitor;
import org.zpcidebug.memory.ScratchFolder;

/**
 * QEMU's trace events on adapter interruptions, from switching them on to switching them off; counted meanwhile. Not for
 * several threads.
 */
@SuppressWarnings("nls")
final class AdapterTracing {

    private final TraceLog log;
    private final GuardianProcess guardian;
    private final AdapterTally tally;

    private AdapterTracing(TraceLog log, GuardianProcess guardian, AdapterTally tally) {
        this.log = log;
        this.guardian = guardian;
        this.tally = tally;
    }

    /**
     * Switches the events on.
     *
     * @param monitor sends whatever it is asked to; stays the caller's
     * @throws SessionException when that is not possible; QEMU is as it was then
     * @throws MonitorException the same
     */
    static AdapterTracing start(Monitor monitor) {
        TraceSwitch trace = new TraceSwitch(new TracingMonitor(monitor));
        List<String> events = trace.available();
        TraceLog log = TraceLog.create(monitor.address());
        GuardianProcess guardian;
        try {
            // Before anything can be left behind.
            guardian = TraceGuardian.start(log.folder(), monitor.address());
        } catch (IOException e) {
            log.close();
            throw new SessionException(Words.of("trace.guardian", e.getMessage()), e);
        }
        AdapterTally tally = new AdapterTally(Instant.now(), events.contains(MessageEvent.MESSAGE));
        AdapterTracing tracing = new AdapterTracing(log, guardian, tally);
        try {
            trace.log(log.file());
            trace.on(events);
            return tracing;
        } catch (MonitorException | SessionException e) {
            tracing.stop(monitor);
            throw e;
        }
    }

    /** Switches off what an earlier process left on in this guest. */
    static void repair(Monitor monitor) {
        for (Path folder : TraceLog.abandoned(monitor.address())) {
            new TraceSwitch(new TracingMonitor(monitor)).off();
            ScratchFolder.delete(folder);
        }
    }

    /** Whether the events are still on: a QEMU that was started anew does not know of them. */
    boolean isOn(Monitor monitor) {
        return new TraceSwitch(new TracingMonitor(monitor)).isOn();
    }

    /** Reads what is new. */
    void poll(Monitor monitor) {
        try {
            if (log.read(tally) && monitor != null) {
                log.turn();
                new TraceSwitch(new TracingMonitor(monitor)).log(log.file());
            }
        } catch (IOException e) {
            tally.lost();
        }
    }

    /** The machine was reset: no mode is known until an event tells it. */
    void forgetModes() {
        tally.forgetModes();
    }

    /** The counts so far. */
    AdapterCounts counts() {
        return tally.counts();
    }

    /** The process that repairs the guest if this one is killed. */
    long guardianProcess() {
        return guardian.pid();
    }

    /**
     * Switches the events off. When that fails here, the guardian does it.
     *
     * @param monitor null when there is none any more
     */
    void stop(Monitor monitor) {
        try {
            if (monitor == null) {
                throw new SessionException(Words.of("problem.closed"));
            }
            new TraceSwitch(new TracingMonitor(monitor)).off();
            poll(null);
            guardian.dismiss();
            log.close();
        } catch (MonitorException | SessionException e) {
            log.leave();
            guardian.repairAndEnd();
        }
    }

    /** QEMU was started anew: there is nothing to switch off. */
    void forget() {
        guardian.dismiss();
        log.close();
    }
}
