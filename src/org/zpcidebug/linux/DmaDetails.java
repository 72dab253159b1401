package org.zpcidebug.linux;

import java.util.Optional;
import java.util.OptionalLong;
import org.zpcidebug.linux.View.Layout;
import org.zpcidebug.linux.ZpciDevice.Counters;
import org.zpcidebug.linux.ZpciDevice.Dma;
import org.zpcidebug.linux.ZpciDevice.DmaKind;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.Iota;
import org.zpcidebug.zpci.Iota.Designation;

/**
 * The DMA address space of a function, in both of Linux's ways: its own DMA code, which ended with 6.6 and has
 * everything in zpci_dev, and the IOMMU code, where zpci_dev refers to a domain. Which of them it is shows in the members
 * that zpci_dev has.
 */
@SuppressWarnings("nls")
final class DmaDetails {

    /** Bits of iommu_domain.type; 0 shuts DMA off. */
    private static final long PAGING = 1;

    private static final long DMA_API = 2;
    private static final long PASS_THROUGH = 4;
    private static final long LAZY = 8;

    /** Linux's tables begin with a region-third table unless it says otherwise. */
    private static final Designation USUAL = Designation.REGION_THIRD_TABLE;

    private static final int TYPE_SHIFT = 2;
    private static final int TYPE_MASK = 3;

    private final KernelMemory memory;
    private final Known<Layout> domain;

    DmaDetails(KernelMemory memory, KernelTypes types) {
        this.memory = memory;
        domain = Known.from(() -> Layout.of(types, "s390_domain"));
    }

    /** Adds to a batch what the function needs; ask for the rest when it has run. */
    Request request(KernelMemory.Batch batch, View function) {
        return new Request(batch, function);
    }

    /** One function's part of a batch. */
    final class Request {

        private final KernelMemory.Batch batch;
        private final View function;
        private final Known<Integer> number;
        private final long domainAddress;

        private Request(KernelMemory.Batch batch, View function) {
            this.batch = batch;
            this.function = function;
            long pointer = function.get("s390_domain").orElse(0L);
            Known<Integer> start = Known.from(() -> domain.need().offset("domain", Long.BYTES));
            domainAddress = pointer - start.orElse(0);
            boolean there = pointer != 0 && start.isKnown() && !hasOwnDmaCode();
            number = there
                    ? Known.of(
                            batch.add(domainAddress, domain.value().structure().bytes()))
                    : Known.unknown(start.isKnown() ? Problem.of("dma.noDomain").getMessage() : start.problem());
        }

        private boolean hasOwnDmaCode() {
            return function.layout().has("iommu_bitmap");
        }

        private View domain() throws Problem {
            return new View(domain.value(), domainAddress, batch.get(number.need()));
        }

        /** The address space. */
        Dma dma() {
            Known<DmaWindow> window =
                    Known.from(() -> new DmaWindow(function.number("start_dma"), function.number("end_dma")));
            Known<DmaKind> kind = Known.from(this::kind);
            Known<OptionalLong> table = Known.from(this::table);
            return new Dma(window, kind, table, Known.from(() -> iota(kind, table.need())));
        }

        private DmaKind kind() throws Problem {
            long pointer = function.number("s390_domain");
            if (hasOwnDmaCode()) {
                if (pointer != 0) {
                    return DmaKind.USER;
                }
                return function.number("lazy_bitmap") == 0 ? DmaKind.KERNEL : DmaKind.KERNEL_LAZY;
            }
            return pointer == 0 ? DmaKind.BLOCKED : kindOf(domain().number("domain.type"));
        }

        private OptionalLong table() throws Problem {
            long table = function.number("dma_table");
            return table == 0 ? OptionalLong.empty() : OptionalLong.of(memory.absolute(table));
        }

        private Optional<Iota> iota(Known<DmaKind> kind, OptionalLong table) throws Problem {
            boolean enabled = new FunctionHandle((int) function.number("fh")).isEnabled();
            if (enabled && kind.value() == DmaKind.IDENTITY) {
                return Optional.of(new Iota(0));
            }
            if (!enabled || table.isEmpty() || kind.value() == DmaKind.BLOCKED) {
                return Optional.empty();
            }
            return Optional.of(Iota.ofTable(table.getAsLong(), designation()));
        }

        private Designation designation() throws Problem {
            if (!domain.isKnown() || !domain.value().has("origin_type") || !number.isKnown()) {
                return USUAL;
            }
            return Designation.values()[(int) (domain().number("origin_type") >>> TYPE_SHIFT) & TYPE_MASK];
        }

        /** The counters; where they are follows from the members that zpci_dev has. */
        Counters counters() {
            if (function.layout().has("mapped_pages")) {
                Known<Long> none = Known.unknown(Problem.of("dma.noCounter").getMessage());
                return new Counters(
                        function.get("allocated_pages"),
                        function.get("mapped_pages"),
                        function.get("unmapped_pages"),
                        none,
                        none,
                        none);
            }
            return new Counters(
                    function.get("allocated_pages"),
                    counter("mapped_pages"),
                    counter("unmapped_pages"),
                    counter("global_rpcits"),
                    counter("sync_map_rpcits"),
                    counter("sync_rpcits"));
        }

        /** Domains without tables are something else than an s390_domain. */
        private Known<Long> counter(String name) {
            return Known.from(() -> {
                DmaKind kind = kind();
                if (kind == DmaKind.BLOCKED || kind == DmaKind.IDENTITY) {
                    throw Problem.of("dma.noDomain");
                }
                return domain().number("ctrs." + name);
            });
        }
    }

    private static DmaKind kindOf(long type) {
        if (type == 0) {
            return DmaKind.BLOCKED;
        }
        if ((type & PASS_THROUGH) != 0) {
            return DmaKind.IDENTITY;
        }
        if ((type & PAGING) == 0) {
            return DmaKind.OTHER;
        }
        if ((type & DMA_API) == 0) {
            return DmaKind.USER;
        }
        return (type & LAZY) == 0 ? DmaKind.KERNEL : DmaKind.KERNEL_LAZY;
    }
}
