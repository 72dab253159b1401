package org.zpcidebug.linux;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.zpcidebug.s390.BigEndian;

/**
 * Linux's list of modules: by its name, else among the variables that functions use, as the one whose links lead back and
 * whose entries have names.
 *
 * @param head virtual address of {@code modules}
 */
@SuppressWarnings("nls")
record ModuleList(KernelMemory memory, long head) {

    private static final String NAME = "modules";

    /** Functions that go through the list, in the one or other version of Linux. */
    private static final List<String> USERS = List.of(
            "print_modules",
            "module_get_kallsym",
            "module_kallsyms_lookup_name",
            "find_module_all",
            "module_kallsyms_on_each_symbol",
            "find_module",
            "m_start");

    private static final int MOST = 1024;
    private static final int LINKS = 2 * Long.BYTES;
    private static final int HEADER = ModuleLayout.NAME + ModuleLayout.NAME_BYTES;

    /** Finds it. */
    static ModuleList find(KernelMemory memory, KernelSymbols symbols) throws Problem {
        OptionalLong named = symbols.address(NAME);
        if (named.isPresent()) {
            return new ModuleList(memory, named.getAsLong());
        }
        for (long candidate : CodeTargets.of(memory, symbols, USERS)) {
            ModuleList list = new ModuleList(memory, candidate);
            if (Known.from(list::hasModules).orElse(false)) {
                return list;
            }
        }
        throw Problem.of("text.noModules");
    }

    private boolean hasModules() throws Problem {
        BigEndian links = memory.read(head, LINKS);
        long first = links.u64(0);
        if (first == head || memory.u64(first + Long.BYTES) != head || memory.u64(links.u64(Long.BYTES)) != head) {
            return false;
        }
        return modules().stream().allMatch(module -> Known.from(() -> name(module))
                .map(name -> name.matches("[\\w-]+"))
                .orElse(false));
    }

    /** The addresses of all modules; those that are just being loaded or unloaded are not among them. */
    List<Long> modules() throws Problem {
        List<Long> modules = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long node = memory.u64(head);
        while (node != head) {
            if (seen.size() >= MOST || !seen.add(node)) {
                throw Problem.of("text.noModules");
            }
            long module = node - ModuleLayout.LIST;
            BigEndian header = memory.read(module, ModuleLayout.NAME);
            if (header.u32(0) == ModuleLayout.LIVE) {
                modules.add(module);
            }
            node = header.u64(ModuleLayout.LIST);
        }
        return modules;
    }

    /** A module's name. */
    String name(long module) throws Problem {
        BigEndian header = memory.read(module, HEADER);
        return KernelMemory.text(header.slice(ModuleLayout.NAME, ModuleLayout.NAME_BYTES));
    }
}
