package org.zpcidebug.intercept;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.zpcidebug.intercept.CodeSweep.Found;
import org.zpcidebug.linux.KernelText;
import org.zpcidebug.linux.KernelText.Function;
import org.zpcidebug.linux.LinuxKernel;
import org.zpcidebug.linux.LinuxReader;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.s390.AbsoluteStorage;

/** The code of a Linux kernel: each function of its image is swept by itself. Modules are left out. */
@SuppressWarnings("nls")
final class LinuxCode implements GuestCode {

    /** How long a pairing of handle and FID is believed; Linux's list is read again after it. */
    private static final long BELIEVED = Duration.ofSeconds(1).toNanos();

    private static final long WITHOUT_ENABLE_BIT = 0x7fff_ffffL;

    private final AbsoluteStorage storage;
    private final LinuxKernel kernel;
    private final LinuxReader reader;
    private final List<Site> sites;
    private final Map<Long, Long> fids = new HashMap<>();
    private long readAt;

    LinuxCode(AbsoluteStorage storage, LinuxKernel kernel, LinuxReader reader, KernelText text) {
        this.storage = storage;
        this.kernel = kernel;
        this.reader = reader;
        this.sites = sites(text);
        this.readAt = System.nanoTime() - BELIEVED;
    }

    private static List<Site> sites(KernelText text) {
        List<Site> sites = new ArrayList<>();
        for (Function function : text.functions()) {
            int end = function.offset() + function.bytes();
            for (Found found : CodeSweep.sweep(text.code(), function.offset(), end)) {
                long address = text.start() + found.offset();
                sites.add(new Site(
                        address, found.instruction(), function.name(), (long) found.offset() - function.offset()));
            }
        }
        return List.copyOf(sites);
    }

    @Override
    public List<Site> sites() {
        return sites;
    }

    @Override
    public Optional<Place> place(long address) {
        return kernel.symbols().at(address).map(place -> new Place(place.name(), place.offset()));
    }

    @Override
    public List<Site> overwritten(List<Site> armed) {
        return SiteCheck.overwritten(storage, address -> kernel.space().translate(address), armed);
    }

    @Override
    public OptionalLong fid(long handle) {
        long key = handle & WITHOUT_ENABLE_BIT;
        if (System.nanoTime() - readAt >= BELIEVED) {
            fids.clear();
            for (ZpciDevice device : reader.devices(Set.of()).devices()) {
                fids.put(device.handle().bits() & WITHOUT_ENABLE_BIT, device.fid());
            }
            readAt = System.nanoTime();
        }
        Long fid = fids.get(key);
        return fid == null ? OptionalLong.empty() : OptionalLong.of(fid);
    }
}
