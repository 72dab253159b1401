package org.zpcidebug.linux;

import java.util.List;
import java.util.OptionalLong;
import org.zpcidebug.linux.View.Layout;

/** Finds Linux's list of PCI functions: by its name, else among the variables that functions use. */
@SuppressWarnings("nls")
final class ListSearch {

    /** The list's name. */
    static final String NAME = "zpci_list";

    private static final List<String> USERS = List.of(
            "get_zdev_by_fid",
            "zpci_remove_reserved_devices",
            "zpci_scan_devices",
            "zpci_add_device",
            "zpci_create_device",
            "zpci_device_reserved");

    private ListSearch() {}

    /** The list's virtual address. */
    static long find(KernelMemory memory, KernelSymbols symbols, KernelTypes types) throws Problem {
        OptionalLong named = symbols.address(NAME);
        if (named.isPresent()) {
            return named.getAsLong();
        }
        Layout layout = Layout.of(types, "zpci_dev");
        OptionalLong empty = OptionalLong.empty();
        for (long candidate : CodeTargets.of(memory, symbols, USERS)) {
            Known<Integer> functions = Known.from(() ->
                    new ZpciList(memory, layout, candidate).read(List.of()).size());
            if (functions.orElse(0) > 0) {
                return candidate;
            }
            if (functions.isKnown() && empty.isEmpty()) {
                empty = OptionalLong.of(candidate);
            }
        }
        return empty.orElseThrow(() -> Problem.of("zpci.noList"));
    }
}
