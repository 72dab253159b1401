package org.zpcidebug.intercept;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.zpcidebug.intercept.CodeSweep.Found;
import org.zpcidebug.linux.KernelModules;
import org.zpcidebug.linux.KernelText;
import org.zpcidebug.linux.KernelText.Function;
import org.zpcidebug.linux.Known;
import org.zpcidebug.linux.LinuxKernel;
import org.zpcidebug.linux.LinuxReader;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.s390.AbsoluteStorage;

/** The code of a Linux kernel: each function of its image and of its modules is swept by itself. */
@SuppressWarnings("nls")
final class LinuxCode implements GuestCode {

    /** How long a pairing of handle and FID is believed; Linux's list is read again after it. */
    private static final long BELIEVED = Duration.ofSeconds(1).toNanos();

    private static final long MISSED = Duration.ofMillis(50).toNanos();

    private static final long LONGEST_FUNCTION = 1 << 20;
    private static final long WITHOUT_ENABLE_BIT = 0x7fff_ffffL;

    private final AbsoluteStorage storage;
    private final LinuxKernel kernel;
    private final LinuxReader reader;
    private final List<Site> imageSites;
    private final Known<KernelModules> kernelModules;
    private final List<Long> loaded;
    private final List<Site> sites;
    private final Map<Long, Long> fids = new HashMap<>();
    private final NavigableMap<Long, Names> modules = new TreeMap<>(Long::compareUnsigned);
    private long readAt;

    /** @param modules those of the kernel, where their list is known */
    LinuxCode(
            AbsoluteStorage storage,
            LinuxKernel kernel,
            LinuxReader reader,
            KernelText text,
            Known<KernelModules> modules) {
        this(storage, kernel, reader, sites(text), modules, loaded(modules).orElse(List.of()));
    }

    private LinuxCode(
            AbsoluteStorage storage,
            LinuxKernel kernel,
            LinuxReader reader,
            List<Site> imageSites,
            Known<KernelModules> kernelModules,
            List<Long> loaded) {
        this.storage = storage;
        this.kernel = kernel;
        this.reader = reader;
        this.imageSites = imageSites;
        this.kernelModules = kernelModules;
        this.loaded = loaded;
        List<Site> all = new ArrayList<>(imageSites);
        if (kernelModules.isKnown()) {
            for (KernelText module : kernelModules.value().read(loaded)) {
                all.addAll(sites(module));
                this.modules.put(module.start(), new Names(module));
            }
        }
        all.sort((one, other) -> Long.compareUnsigned(one.address(), other.address()));
        this.sites = List.copyOf(all);
        this.readAt = System.nanoTime() - BELIEVED;
    }

    private static Known<List<Long>> loaded(Known<KernelModules> modules) {
        return modules.isKnown() ? modules.value().loaded() : Known.unknown(modules.problem());
    }

    @Override
    public Optional<GuestCode> renewed() {
        // A kernel that has just begun has no module to know their list by.
        Known<KernelModules> known = kernelModules.isKnown() ? kernelModules : KernelModules.of(storage, kernel);
        Known<List<Long>> now = loaded(known);
        return now.isKnown() && !now.value().equals(loaded)
                ? Optional.of(new LinuxCode(storage, kernel, reader, imageSites, known, now.value()))
                : Optional.empty();
    }

    /** The functions of a module; its code is not kept. */
    private record Names(long start, int bytes, List<Function> functions) {

        Names(KernelText text) {
            this(text.start(), text.code().length(), text.functions());
        }

        Optional<Place> at(long address) {
            long offset = address - start;
            if (offset < 0 || offset >= bytes) {
                return Optional.empty();
            }
            return functions.stream()
                    .filter(one -> offset >= one.offset() && offset < (long) one.offset() + one.bytes())
                    .findFirst()
                    .map(one -> new Place(one.name(), offset - one.offset()));
        }
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
        return sites;
    }

    @Override
    public List<Site> sites() {
        return sites;
    }

    @Override
    public Optional<Place> place(long address) {
        Map.Entry<Long, Names> module = modules.floorEntry(address);
        Optional<Place> place =
                module == null ? Optional.empty() : module.getValue().at(address);
        if (place.isPresent()) {
            return place;
        }
        // Far behind a symbol is another part of the address space.
        return kernel.symbols()
                .at(address)
                .filter(found -> found.offset() < LONGEST_FUNCTION)
                .map(found -> new Place(found.name(), found.offset()));
    }

    @Override
    public List<Site> overwritten(List<Site> armed) {
        return SiteCheck.overwritten(storage, address -> kernel.space().translate(address), armed);
    }

    @Override
    public OptionalLong fid(long handle) {
        long key = handle & WITHOUT_ENABLE_BIT;
        long age = System.nanoTime() - readAt;
        // A handle that is not among them may be that of a function which has just come.
        if (age >= BELIEVED || age >= MISSED && !fids.containsKey(key)) {
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
