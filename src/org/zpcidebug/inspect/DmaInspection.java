package org.zpcidebug.inspect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.zpcidebug.hypervisor.InspectingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.hypervisor.ZpciQueries;
import org.zpcidebug.linux.Known;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.zpci.DmaSpace;
import org.zpcidebug.zpci.Iota;

/**
 * A guest opened to look into the DMA address spaces of its functions once, by the calling thread, which waits. It only
 * ever inspects.
 */
@SuppressWarnings("nls")
public final class DmaInspection implements AutoCloseable {

    /** For all that the monitor is asked; reading memory has bounds of its own. */
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Monitor monitor;
    private final GuestLook look;
    private final GuestView view;
    private final Map<Long, Value<Optional<DmaSpace>>> spaces = new TreeMap<>();

    /** Null when there is no way to it. */
    private GuestMemory memory;

    private DmaInspection(Monitor monitor, SessionOptions options) {
        this.monitor = monitor;
        Inquiry inquiry = new Inquiry(monitor, BOUND);
        Machine.requireS390x(inquiry, monitor.address().toString());
        Set<Long> fids = fids(inquiry);
        look = new GuestLook(monitor, access(options));
        view = look.look(fids);
        fids.addAll(view.devices().map(Map::keySet).orElse(Set.of()));
        fids.forEach(fid -> spaces.put(fid, space(fid)));
    }

    /**
     * Opens the guest behind a monitor.
     *
     * @throws RuntimeException when that is not possible, with a message for the user
     */
    public static DmaInspection open(MonitorAddress address, SessionOptions options) {
        Monitor monitor = new InspectingMonitor(await(QmpMonitor.open(address, options.monitor())));
        try {
            return new DmaInspection(monitor, options);
        } catch (RuntimeException e) {
            monitor.close();
            throw e;
        }
    }

    private static <T> T await(Future<T> opening) {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            opening.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    private Set<Long> fids(Inquiry inquiry) {
        Answer<List<String>> children = inquiry.ask(ZpciQueries.children());
        ZpciObjects objects = new ZpciObjects(monitor.version());
        objects.update(inquiry, children.isKnown() ? children.value() : List.of(), Set.of());
        Set<Long> fids = new TreeSet<>();
        objects.facts().forEach(facts -> fids.add(facts.fid().value()));
        return fids;
    }

    /** Keeps the memory that is opened. */
    private GuestAccess access(SessionOptions options) {
        GuestAccess usual = GuestAccess.of(options);
        return new GuestAccess(
                from -> {
                    memory = usual.open().apply(from);
                    return memory;
                },
                usual.cache(),
                usual.vmlinux(),
                usual.systemMap());
    }

    private Value<Optional<DmaSpace>> space(long fid) {
        return switch (view.system().state()) {
            case LINUX -> view.device(fid).flatMap(DmaInspection::space);
            case OTHER, BOOTING ->
                DemoReport.space(memory, fid)
                        .map(demo -> demo.map(Optional::of))
                        .orElseGet(() -> Value.unknown(
                                Words.of("dma.noLinux", view.system().words())));
            default -> Value.unknown(view.system().words());
        };
    }

    private static Value<Optional<DmaSpace>> space(ZpciDevice device) {
        Known<Optional<Iota>> iota = device.dma().iota();
        return iota.isKnown()
                ? Value.guest(iota.value()
                        .map(known -> new DmaSpace(known, device.dma().window().orElse(DmaSpace.EVERYTHING))))
                : Value.unknown(iota.problem());
    }

    /** The guest's memory. There is none when no space is known. */
    public AbsoluteStorage memory() {
        return memory;
    }

    /** The kernel that runs in the guest. */
    public Value<GuestSystem.Kernel> kernel() {
        return view.system().kernel();
    }

    /**
     * The DMA address space of each function by its FID, in ascending order; empty where none is registered, unknown
     * with the reason where the guest does not tell.
     */
    public Map<Long, Value<Optional<DmaSpace>>> spaces() {
        return new TreeMap<>(spaces);
    }

    @Override
    public void close() {
        look.close();
        monitor.close();
    }
}
