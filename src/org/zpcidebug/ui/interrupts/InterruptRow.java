package org.zpcidebug.ui.interrupts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.zpci.InterruptBits;
import org.zpcidebug.zpci.InterruptRegistration;

/**
 * A row of the Adapter Interrupts view: an interruption subclass, or a function below it.
 *
 * @param subclass 0..7; -1 above functions whose subclass is not known
 * @param function null for the row of the subclass itself
 * @param registration what the guest registered for the function; null when there is nothing or it is not known
 * @param bits a sample of its bits; null when they are not known
 * @param pending how many indicator bits were set in it
 */
record InterruptRow(
        int subclass, FunctionSnapshot function, InterruptRegistration registration, InterruptBits bits, int pending) {

    /** The rows of a snapshot: subclasses in ascending order, each with its functions. */
    static List<InterruptRow> of(GuestSnapshot snapshot) {
        Map<Integer, List<InterruptRow>> groups = new TreeMap<>((a, b) -> Integer.compareUnsigned(a, b));
        for (FunctionSnapshot function : snapshot.functions()) {
            InterruptRow row = of(function);
            groups.computeIfAbsent(row.subclass(), key -> new ArrayList<>(List.of(heading(key))))
                    .add(row);
        }
        return groups.values().stream().flatMap(List::stream).toList();
    }

    private static InterruptRow heading(int subclass) {
        return new InterruptRow(subclass, null, null, null, 0);
    }

    private static InterruptRow of(FunctionSnapshot function) {
        InterruptRegistration registration =
                function.registration().orElse(Optional.empty()).orElse(null);
        InterruptBits bits = function.interrupts()
                .map(interrupts -> interrupts.bits().orElse(null))
                .orElse(null);
        return new InterruptRow(
                registration == null ? -1 : registration.subclass(),
                function,
                registration,
                bits,
                bits == null ? 0 : bits.pending());
    }

    /** Whether it stands for a subclass. */
    boolean isSubclass() {
        return function == null;
    }
}
