package org.zpcidebug.inspect;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.zpcidebug.hypervisor.DebuggingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.intercept.GuestCode;
import org.zpcidebug.intercept.GuestCodeFinder;
import org.zpcidebug.intercept.InterceptException;
import org.zpcidebug.intercept.InterceptGuest;
import org.zpcidebug.intercept.InterceptSession;
import org.zpcidebug.linux.Known;
import org.zpcidebug.linux.LinuxSettings;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.zpci.ConfigSpace;

/** The guest of a session as a debugger needs it: over the same connection, which has room for one client only. */
@SuppressWarnings("nls")
final class SessionIntercepts implements InterceptGuest, AutoCloseable {

    private final String name;
    private final GuestAccess access;
    private final Supplier<Monitor> monitor;
    private final Supplier<GuestMemory> memory;
    private final Supplier<GuestSnapshot> snapshot;
    private InterceptSession session;
    private boolean closed;

    /**
     * A guest of these parts, each of them null while there is none.
     *
     * @param monitor the monitor as it was connected, before anything was held back from it
     */
    SessionIntercepts(
            String name,
            GuestAccess access,
            Supplier<Monitor> monitor,
            Supplier<GuestMemory> memory,
            Supplier<GuestSnapshot> snapshot) {
        this.name = name;
        this.access = access;
        this.monitor = monitor;
        this.memory = memory;
        this.snapshot = snapshot;
    }

    /** The debugging session, made when it is asked for first. */
    synchronized InterceptSession session() {
        if (session == null) {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            session = InterceptSession.open(this);
        }
        return session;
    }

    /** Leaves the guest as it was found; takes at most 2 s. */
    @Override
    public synchronized void close() {
        closed = true;
        if (session != null) {
            session.close();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DebuggingMonitor monitor() {
        Monitor now = monitor.get();
        if (now == null) {
            throw InterceptException.inWords(InterceptException.Reason.NO_MONITOR, Words.of("problem.noMonitor"));
        }
        return new DebuggingMonitor(now);
    }

    @Override
    public Known<GuestCode> code(Optional<GuestCodeFinder.Range> range) {
        GuestMemory now = memory.get();
        if (now == null) {
            return Known.unknown(Words.of("problem.noMemory"));
        }
        LinuxSettings settings = new LinuxSettings(
                now.size(), access.vmlinux(), access.systemMap(), access.cache(), () -> Thread.currentThread()
                        .isInterrupted());
        return GuestCodeFinder.find(now, settings, range);
    }

    @Override
    public AbsoluteStorage storage() {
        GuestMemory now = memory.get();
        return now != null
                ? now
                : extents -> extents.stream()
                        .map(extent -> StorageRead.unreadable(extent, Words.of("problem.noMemory")))
                        .toList();
    }

    @Override
    public Optional<MonitorAddress> gdbServer() {
        return access.gdbServer();
    }

    @Override
    public String device(long fid) {
        return of(fid, FunctionSnapshot::type).orElse("");
    }

    @Override
    public Optional<ConfigSpace> configuration(long fid) {
        return of(fid, FunctionSnapshot::probe)
                .map(probe -> probe.answers().config())
                .filter(Known::isKnown)
                .map(Known::value);
    }

    /** What the newest snapshot says of a function. */
    private <T> Optional<T> of(long fid, Function<FunctionSnapshot, Value<T>> field) {
        GuestSnapshot now = snapshot.get();
        List<FunctionSnapshot> functions = now == null ? List.of() : now.functions();
        return functions.stream()
                .filter(function -> function.fid() == fid)
                .map(field)
                .filter(Value::isKnown)
                .map(Value::value)
                .findFirst();
    }
}
