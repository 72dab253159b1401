package org.zpcidebug.linux;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The variables that named functions use, for kernels whose symbols hold functions only. The caller tells the right one
 * by what it holds.
 */
final class CodeTargets {

    private static final int MAX_FUNCTION = 16 * 1024;

    private CodeTargets() {}

    /** Virtual addresses in the order of the functions and their code. */
    static List<Long> of(KernelMemory memory, KernelSymbols symbols, List<String> functions) {
        Set<Long> targets = new LinkedHashSet<>();
        for (String function : functions) {
            OptionalLong address = symbols.address(function);
            Optional<KernelSymbols.Place> place =
                    address.isPresent() ? symbols.at(address.getAsLong()) : Optional.empty();
            if (place.isPresent()) {
                int length = (int) Math.min(place.get().bytes(), MAX_FUNCTION);
                Known<Set<Long>> used = Known.from(
                        () -> Instructions.dataTargets(memory.read(address.getAsLong(), length), address.getAsLong()));
                targets.addAll(used.orElse(Set.of()));
            }
        }
        return new ArrayList<>(targets);
    }
}
