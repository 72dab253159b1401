package org.zpcidebug.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zpcidebug.linux.KallsymsData.Form;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.TestStorage;

/**
 * A Linux kernel as far as this package looks at one, written to storage for tests: with symbols and types, and with as
 * many functions as wanted. Offsets are unlike those of any real kernel.
 */
public final class SmallKernel {

    /** Its storage, in bytes. */
    public static final int MEMORY = 4 << 20;

    static final String BUILD_ID = "0123456789abcdef0123456789abcdef01234567";
    static final long LIST = 0x30_0000;
    static final long SUMMARY = 0x30_0040;
    static final long SUMMARY_BITS = 0x30_0200;
    static final long CODE = 0x10_0400;

    private static final long NOTE = 0x3000;
    private static final long SYMBOLS = 0x18_0000;
    private static final long BTF = 0x20_0000;
    private static final long INDICATORS = 0x30_0100;
    private static final long FUNCTIONS = 0x31_0000;
    private static final int FUNCTION_ROOM = 0x2000;

    /** Offsets and lengths in zpci_dev of both kinds of kernel. */
    private static final Map<String, int[]> COMMON = fields(
            "zbus",
            0,
            8,
            "entry",
            8,
            16,
            "fid",
            44,
            4,
            "fh",
            48,
            4,
            "vfn",
            56,
            2,
            "pchid",
            58,
            2,
            "maxstbl",
            60,
            2,
            "pfgid",
            62,
            1,
            "pft",
            63,
            1,
            "devfn",
            64,
            4,
            "uid",
            68,
            4,
            "msi_addr",
            72,
            8,
            "max_msi",
            80,
            4,
            "msi_nr_irqs",
            88,
            4,
            "aibv",
            96,
            8,
            "aisb",
            104,
            8,
            "dma_table",
            112,
            8,
            "mio_capable",
            120,
            1,
            "bars",
            128,
            192,
            "start_dma",
            320,
            8,
            "end_dma",
            328,
            8,
            "fmb",
            344,
            8,
            "fmb_update",
            352,
            2,
            "s390_domain",
            392,
            8);

    private static final Map<String, int[]> OWN_DMA = fields(
            "iommu_bitmap",
            400,
            8,
            "lazy_bitmap",
            408,
            8,
            "allocated_pages",
            360,
            8,
            "mapped_pages",
            368,
            8,
            "unmapped_pages",
            376,
            8);

    private static final int ZPCI_DEV = 416;

    final TestStorage storage = new TestStorage(MEMORY);
    private final boolean domains;
    private final Set<String> hidden;
    private final Form form;
    private final List<Long> functions = new ArrayList<>();
    private String release = "6.99.0-test";

    private SmallKernel(boolean domains, Set<String> hidden, Form form) {
        this.domains = domains;
        this.hidden = hidden;
        this.form = form;
    }

    /** The storage it is written to. */
    public TestStorage storage() {
        return storage;
    }

    /** A kernel with the IOMMU code of 6.7 and later. */
    public static SmallKernel withDomains() {
        return new SmallKernel(true, Set.of(), Form.RELATIVE_TO_SELF);
    }

    /** A kernel with DMA code of its own. */
    static SmallKernel withOwnDma() {
        return new SmallKernel(false, Set.of(), Form.RELATIVE_TO_BASE);
    }

    /** The same without these symbols. */
    public SmallKernel without(String... symbols) {
        return new SmallKernel(domains, Set.of(symbols), form);
    }

    /** The same with another form of symbols. */
    SmallKernel with(Form newForm) {
        return new SmallKernel(domains, hidden, newForm);
    }

    SmallKernel release(String name) {
        release = name;
        return this;
    }

    private static Map<String, int[]> fields(Object... words) {
        Map<String, int[]> fields = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i += 3) {
            fields.put((String) words[i], new int[] {(int) words[i + 1], (int) words[i + 2]});
        }
        return fields;
    }

    private int at(String field) {
        return COMMON.containsKey(field) ? COMMON.get(field)[0] : OWN_DMA.get(field)[0];
    }

    /** Where a member of a function is. */
    public long member(int function, String field) {
        return functions.get(function) + at(field);
    }

    /** Writes the kernel with this number of functions: FIDs from 0x100 in steps of 0x100. */
    public SmallKernel boot(int count) {
        storage.u64(LIST, LIST).u64(LIST + 8, LIST);
        storage.u64(SUMMARY, INDICATORS);
        indicators(INDICATORS, SUMMARY_BITS, 64, count, 1);
        for (int i = 0; i < count; i++) {
            add(i);
        }
        String symbols = symbols().write(storage, SYMBOLS, SYMBOLS, form);
        note("OSRELEASE=" + release + "\nBUILD-ID=" + BUILD_ID + "\nSYMBOL(_stext)=100000\n" + symbols
                + "KERNELOFFSET=0\n");
        return this;
    }

    /** Writes a VMCOREINFO note. */
    public void note(String text) {
        storage.u32(NOTE, 11).u32(NOTE + 4, text.length()).u32(NOTE + 8, 0).text(NOTE + 12, "VMCOREINFO");
        storage.put(NOTE + 24, text.getBytes(StandardCharsets.ISO_8859_1));
        storage.u64(VmCoreInfoNote.POINTER, NOTE);
    }

    private KallsymsEncoder symbols() {
        BigEndian btf = types();
        storage.put(BTF, btf.bytes(0, btf.length()));
        // larl %r3 to a lock, lgrl %r1 and larl %r2 to the list; then the same for the summary bits.
        storage.u64(0x30_0080, 0);
        relative(CODE, 0xc030, 0x30_0080);
        relative(CODE + 6, 0xc418, LIST);
        relative(CODE + 12, 0xc020, LIST);
        relative(CODE + 0x40, 0xc428, 0x30_0080);
        relative(CODE + 0x46, 0xc428, SUMMARY);
        KallsymsEncoder encoder = new KallsymsEncoder().add('T', "_stext", 0x10_0000);
        Map<String, Long> all = new LinkedHashMap<>();
        all.put("init_task", 0x30_0400L);
        all.put("zpci_list", LIST);
        all.put("zpci_sbv", SUMMARY);
        all.put("__start_BTF", BTF);
        all.put("__stop_BTF", BTF + btf.length());
        all.put("get_zdev_by_fid", CODE);
        all.put("zpci_floating_irq_handler", CODE + 0x40);
        all.put("after", CODE + 0x80);
        all.forEach((name, address) -> {
            if (!hidden.contains(name)) {
                encoder.add('T', name, address);
            }
        });
        return encoder;
    }

    private void relative(long at, int opcode, long target) {
        storage.u16(at, opcode).u32(at + 2, (target - at) / 2);
    }

    private void add(int number) {
        long function = FUNCTIONS + (long) number * FUNCTION_ROOM;
        functions.add(function);
        long last = storage.u64(LIST + 8);
        storage.u64(last, function + 8)
                .u64(function + 8, LIST)
                .u64(function + 16, last)
                .u64(LIST + 8, function + 8);
        fill(function, number);
        dma(function, number);
        pci(function, number);
    }

    private void fill(long function, int number) {
        storage.u32(function + at("fid"), 0x100L * (number + 1));
        storage.u32(function + at("fh"), 0x8002_0000L + number);
        storage.u32(function + at("fid") - 4, 1);
        storage.u16(function + at("pchid"), 0x0a0b).u16(function + at("maxstbl"), 128);
        storage.u8(function + at("pfgid"), 0xff).u8(function + at("pft"), 5);
        storage.u32(function + at("uid"), 0x11 + number);
        storage.u64(function + at("msi_addr"), 0xfe00_0000_0000_0000L);
        storage.u32(function + at("max_msi"), 128).u32(function + at("msi_nr_irqs"), 3);
        storage.u64(function + at("aibv"), function + 0x400).u64(function + at("aisb"), number);
        indicators(function + 0x400, function + 0x480, 3, 3, 0xa);
        // BAR 1, 16 MiB, and BAR 4, 16 KiB.
        bar(function, 1, 4, 24);
        bar(function, 4, 0x0c00_0000, 14);
        storage.u64(function + at("start_dma"), 0x1_0000_0000L).u64(function + at("end_dma"), 0x1_003f_ffffL);
        storage.u64(function + at("dma_table"), 0x3c_0000L);
        storage.u64(function + at("fmb"), function + 0x500).u16(function + at("fmb_update"), 4000);
        storage.u32(function + 0x504, 7).u64(function + 0x508, 0x1234).u64(function + 0x510, 11);
        storage.u64(function + 0x518, 22).u64(function + 0x520, 33).u64(function + 0x528, 44);
    }

    private void bar(long function, int index, long value, int size) {
        long bar = function + at("bars") + index * 32L;
        storage.u32(bar + 24, value).u16(bar + 28, index).u8(bar + 30, size);
    }

    private void dma(long function, int number) {
        if (domains) {
            long domain = function + 0x600;
            storage.u64(function + at("s390_domain"), domain);
            storage.u32(domain, 11);
            for (int i = 0; i < 5; i++) {
                storage.u64(domain + 32 + i * 8L, 1000L * (number + 1) + i);
            }
        } else {
            storage.u64(function + at("allocated_pages"), 4);
            storage.u64(function + at("mapped_pages"), 1000L * (number + 1));
            storage.u64(function + at("unmapped_pages"), 1000L * (number + 1) + 1);
        }
    }

    private void pci(long function, int number) {
        long zbus = function + 0x800;
        long bus = function + 0x900;
        long device = function + 0xa00;
        long driver = function + 0xd00;
        storage.u64(function, zbus).u64(zbus + 8, bus);
        storage.u64(bus + 40, device)
                .u64(bus + 48, device)
                .u64(device, bus + 40)
                .u64(device + 8, bus + 40);
        storage.u64(device + 32, function + 0xe00).u64(device + 64, driver).u64(driver, function + 0xe80);
        storage.text(function + 0xe00, String.format("%04x:00:00.0", 0x11 + number));
        storage.text(function + 0xe80, number == 0 ? "nvme" : "virtio-pci");
    }

    private void indicators(long at, long vector, long bits, long end, long flags) {
        storage.u64(at, vector).u64(at + 48, bits).u64(at + 56, end).u64(at + 64, flags);
    }

    /** The types as BTF. */
    BigEndian types() {
        BtfBuilder btf = new BtfBuilder();
        int[] numbers = new int[9];
        for (int bytes : new int[] {1, 2, 4, 8}) {
            numbers[bytes] = btf.integer("u" + bytes * 8, bytes);
        }
        int list = btf.structure("list_head", 16, member(numbers, "next", 0, 8), member(numbers, "prev", 8, 8));
        btf.structure(
                "airq_iv",
                80,
                member(numbers, "vector", 0, 8),
                member(numbers, "bits", 48, 8),
                member(numbers, "end", 56, 8),
                member(numbers, "flags", 64, 8));
        btf.structure(
                "zpci_bar_struct",
                32,
                member(numbers, "val", 24, 4),
                member(numbers, "map_idx", 28, 2),
                member(numbers, "size", 30, 1));
        btf.structure("zpci_bus", 64, member(numbers, "bus", 8, 8));
        btf.structure("pci_bus", 64, BtfBuilder.Member.at("devices", list, 40));
        int kobject = btf.structure("kobject", 16, member(numbers, "name", 0, 8));
        int device =
                btf.structure("device", 64, BtfBuilder.Member.at("kobj", kobject, 0), member(numbers, "driver", 32, 8));
        btf.structure(
                "pci_dev",
                128,
                BtfBuilder.Member.at("bus_list", list, 0),
                member(numbers, "devfn", 16, 4),
                BtfBuilder.Member.at("dev", device, 32));
        btf.structure("device_driver", 16, member(numbers, "name", 0, 8));
        int state = btf.enumeration(
                "zpci_state", "ZPCI_FN_STATE_RESERVED", "ZPCI_FN_STATE_STANDBY", "ZPCI_FN_STATE_CONFIGURED");
        functionType(btf, numbers, list, state);
        if (domains) {
            domainType(btf, numbers);
        }
        return btf.build();
    }

    private void functionType(BtfBuilder btf, int[] numbers, int list, int state) {
        Map<String, int[]> fields = new LinkedHashMap<>(COMMON);
        fields.putAll(domains ? Map.of() : OWN_DMA);
        List<BtfBuilder.Member> members = new ArrayList<>();
        fields.forEach((name, place) -> members.add(
                name.equals("entry")
                        ? BtfBuilder.Member.at(name, list, place[0])
                        : place[1] > 8
                                ? BtfBuilder.Member.at(name, btf.array(numbers[1], numbers[4], place[1]), place[0])
                                : member(numbers, name, place[0], place[1])));
        members.add(BtfBuilder.Member.at("state", state, at("fid") - 4));
        btf.structure("zpci_dev", ZPCI_DEV, members.toArray(BtfBuilder.Member[]::new));
    }

    private static void domainType(BtfBuilder btf, int[] numbers) {
        int inner = btf.structure("iommu_domain", 32, member(numbers, "type", 0, 4));
        int counters = btf.structure(
                "zpci_iommu_ctrs",
                40,
                member(numbers, "mapped_pages", 0, 8),
                member(numbers, "unmapped_pages", 8, 8),
                member(numbers, "global_rpcits", 16, 8),
                member(numbers, "sync_map_rpcits", 24, 8),
                member(numbers, "sync_rpcits", 32, 8));
        btf.structure(
                "s390_domain",
                96,
                BtfBuilder.Member.at("domain", inner, 0),
                BtfBuilder.Member.at("ctrs", counters, 32),
                member(numbers, "origin_type", 80, 1));
    }

    private static BtfBuilder.Member member(int[] numbers, String name, int offset, int bytes) {
        return BtfBuilder.Member.at(name, numbers[bytes], offset);
    }
}
