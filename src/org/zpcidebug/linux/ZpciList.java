package org.zpcidebug.linux;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zpcidebug.linux.View.Layout;

/**
 * Linux's list of PCI functions. A guest that runs may change it at any moment, so what is read counts only when every
 * link leads back, the list closes and its functions are plausible.
 */
@SuppressWarnings("nls")
final class ZpciList {

    /** More functions than any machine gives to a guest. */
    private static final int MAX = 4096;

    private static final int LINKS = 2 * Long.BYTES;
    /** Ends of the enumeration of states, with room for states to come. */
    private static final int MAX_STATE = 15;

    private final KernelMemory memory;
    private final Layout layout;
    private final long head;
    private final int entry;

    /** @param head virtual address of {@code zpci_list} */
    ZpciList(KernelMemory memory, Layout layout, long head) throws Problem {
        this.memory = memory;
        this.layout = layout;
        this.head = head;
        this.entry = layout.offset("entry", LINKS);
    }

    /**
     * Reads all functions.
     *
     * @param expected the functions as they were last time, in order: when they still are, one batch is enough
     */
    List<View> read(List<Long> expected) throws Problem {
        List<View> devices = readAtOnce(expected);
        if (devices == null) {
            devices = readOneByOne();
        }
        Set<Long> fids = new HashSet<>();
        for (View device : devices) {
            if (!fids.add(device.number("fid"))) {
                throw torn();
            }
        }
        return devices;
    }

    /** Null when the list is not as expected. */
    private List<View> readAtOnce(List<Long> expected) throws Problem {
        KernelMemory.Batch batch = memory.new Batch();
        int headNumber = batch.add(head, LINKS);
        for (long address : expected) {
            batch.add(address, layout.structure().bytes());
        }
        batch.run();
        List<View> devices = new ArrayList<>();
        long node = head;
        long next = batch.get(headNumber).u64(0);
        for (int i = 0; i < expected.size(); i++) {
            long address = expected.get(i);
            if (next != address + entry) {
                return null;
            }
            View device = new View(layout, address, batch.get(i + 1));
            check(device, node);
            devices.add(device);
            node = next;
            next = device.bytes().u64(entry);
        }
        if (next != head) {
            return null;
        }
        if (batch.get(headNumber).u64(Long.BYTES) != node) {
            throw torn();
        }
        return devices;
    }

    private List<View> readOneByOne() throws Problem {
        List<View> devices = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long previous = head;
        long node = memory.u64(head);
        while (node != head) {
            if (devices.size() >= MAX || !seen.add(node)) {
                throw torn();
            }
            View device = View.read(memory, layout, node - entry);
            check(device, previous);
            devices.add(device);
            previous = node;
            node = device.bytes().u64(entry);
        }
        if (memory.u64(head + Long.BYTES) != previous) {
            throw torn();
        }
        return devices;
    }

    private void check(View device, long previous) throws Problem {
        boolean plausible = device.bytes().u64(entry + Long.BYTES) == previous
                && device.number("fh") != 0
                && (!layout.has("state") || device.number("state") <= MAX_STATE);
        if (!plausible) {
            throw torn();
        }
    }

    private static Problem torn() {
        return Problem.of("zpci.torn");
    }
}
