package org.zpcidebug.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zpcidebug.Text;
import org.zpcidebug.hypervisor.DebuggingMonitor;
import org.zpcidebug.hypervisor.InspectingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.intercept.GuestCode;
import org.zpcidebug.intercept.GuestCodeFinder;
import org.zpcidebug.intercept.InterceptGuest;
import org.zpcidebug.linux.KernelCache;
import org.zpcidebug.linux.Known;
import org.zpcidebug.linux.LinuxSettings;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.GuestMemoryFactory;
import org.zpcidebug.s390.AbsoluteStorage;

/** A guest's monitor and memory, for commands that look at its code and debug it. */
@SuppressWarnings("nls")
final class AttachedGuest implements InterceptGuest, AutoCloseable {

    static final String MONITOR = "-monitor";
    static final String VMLINUX = "-vmlinux";
    static final String SYSTEM_MAP = "-system-map";
    static final String TEXT = "-text";
    static final String GDB = "-gdb";

    private static final int BOUND_SECONDS = 30;
    private static final Pattern RANGE = Pattern.compile("0x([0-9a-fA-F]{1,16})-0x([0-9a-fA-F]{1,16})");

    private final Monitor monitor;
    private final GuestMemory memory;
    private final Options options;

    private AttachedGuest(Monitor monitor, GuestMemory memory, Options options) {
        this.monitor = monitor;
        this.memory = memory;
        this.options = options;
    }

    /** Connects to the monitor that the options name. */
    static AttachedGuest open(Options options) {
        MonitorAddress address = address(MONITOR, options.required(MONITOR));
        options.value(GDB).ifPresent(text -> address(GDB, text));
        range(options);
        Monitor monitor = connect(address);
        try {
            return new AttachedGuest(monitor, GuestMemoryFactory.open(new InspectingMonitor(monitor)), options);
        } catch (RuntimeException e) {
            monitor.close();
            throw e;
        }
    }

    private static MonitorAddress address(String option, String text) {
        try {
            return MonitorAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }

    private static Monitor connect(MonitorAddress address) {
        try {
            return QmpMonitor.open(address).get(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new CommandException(e.getCause());
        } catch (TimeoutException e) {
            String seconds = Integer.toString(BOUND_SECONDS);
            throw new CommandException(Text.of(AttachedGuest.class, "guest.timeout", address.toString(), seconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(Text.of(AttachedGuest.class, "inspect.interrupted"));
        }
    }

    /** The range that the option names. */
    private static Optional<GuestCodeFinder.Range> range(Options options) {
        return options.value(TEXT).map(text -> {
            Matcher matcher = RANGE.matcher(text);
            if (!matcher.matches()) {
                throw new UsageException(Text.of(AttachedGuest.class, "usage.range", TEXT, text));
            }
            return new GuestCodeFinder.Range(
                    Long.parseUnsignedLong(matcher.group(1), 16), Long.parseUnsignedLong(matcher.group(2), 16));
        });
    }

    /** The guest's code. */
    GuestCode code() {
        Known<GuestCode> code = code(range(options));
        if (!code.isKnown()) {
            String how = Text.of(AttachedGuest.class, "trace.text");
            throw new CommandException(code.problem() + " " + how);
        }
        return code.value();
    }

    /** Where to look for code in a guest without symbols. */
    Optional<GuestCodeFinder.Range> range() {
        return range(options);
    }

    @Override
    public Known<GuestCode> code(Optional<GuestCodeFinder.Range> range) {
        LinuxSettings settings = new LinuxSettings(
                memory.size(),
                options.value(VMLINUX).map(Path::of),
                options.value(SYSTEM_MAP).map(Path::of),
                KernelCache.ofUser(),
                () -> Thread.currentThread().isInterrupted());
        return GuestCodeFinder.find(memory, settings, range);
    }

    @Override
    public String name() {
        return monitor.address().toString();
    }

    @Override
    public DebuggingMonitor monitor() {
        return new DebuggingMonitor(monitor);
    }

    @Override
    public AbsoluteStorage storage() {
        return memory;
    }

    @Override
    public Optional<MonitorAddress> gdbServer() {
        return options.value(GDB).map(MonitorAddress::parse);
    }

    @Override
    public String device(long fid) {
        return "";
    }

    @Override
    public void close() {
        memory.close();
        monitor.close();
    }
}
