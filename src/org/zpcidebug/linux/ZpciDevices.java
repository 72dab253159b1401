package org.zpcidebug.linux;

import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.linux.View.Layout;

/**
 * Reads what Linux knows of its PCI functions, again and again: what was learnt at one time makes the next one a matter
 * of two batches and one for checking. Not for several threads.
 */
@SuppressWarnings("nls")
final class ZpciDevices {

    private static final int ATTEMPTS = 3;

    /** So often translations are made anew: Linux may reload a driver's module at another place. */
    private static final int READINGS_A_TRANSLATION = 32;

    /** What stays the same while nothing happens to a function; counters are not among it. */
    private static final List<String> STEADY = List.of(
            "zbus", "state", "fid", "fh", "uid", "aibv", "aisb", "dma_table", "s390_domain", "start_dma", "fmb");

    private final KernelMemory memory;
    private final ZpciList list;
    private final List<Field> steady = new ArrayList<>();
    private final ZpciDetails details;
    private List<Long> addresses = List.of();
    private int readings;

    /** @param head virtual address of {@code zpci_list} */
    ZpciDevices(KernelMemory memory, KernelTypes types, SummaryVector summary, long head) throws Problem {
        this.memory = memory;
        Layout layout = Layout.of(types, "zpci_dev");
        list = new ZpciList(memory, layout, head);
        details = new ZpciDetails(memory, types, summary);
        for (String path : STEADY) {
            if (layout.has(path)) {
                steady.add(layout.field(path));
            }
        }
    }

    /** Reads all functions. */
    ZpciReading read() {
        readings++;
        if (readings % READINGS_A_TRANSLATION == 0) {
            memory.forget();
        }
        String problem = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return new ZpciReading(readOnce(), attempt, null);
            } catch (Problem e) {
                problem = e.getMessage();
                addresses = List.of();
                memory.forget();
            }
        }
        return ZpciReading.failed(ATTEMPTS, problem);
    }

    private List<ZpciDevice> readOnce() throws Problem {
        List<View> first = list.read(addresses);
        addresses = first.stream().map(View::address).toList();
        List<ZpciDevice> devices = details.read(first);
        List<View> second = list.read(addresses);
        if (second.size() != first.size()) {
            throw Problem.of("zpci.torn");
        }
        for (int i = 0; i < first.size(); i++) {
            for (Field field : steady) {
                if (field.unsigned(first.get(i).bytes())
                        != field.unsigned(second.get(i).bytes())) {
                    throw Problem.of("zpci.torn");
                }
            }
        }
        return devices;
    }
}
