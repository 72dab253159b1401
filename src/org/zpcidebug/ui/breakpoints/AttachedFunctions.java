package org.zpcidebug.ui.breakpoints;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.s390.Hex;

/** The functions of all attached guests, as they were seen last. */
final class AttachedFunctions {

    private AttachedFunctions() {}

    /** For each FID a label that begins with it, for instance {@code 0x100 (virtio-blk-pci)}; in their order. */
    static List<String> labels() {
        TreeMap<Long, String> labels = new TreeMap<>();
        Arrays.stream(DebugPlugin.getDefault().getLaunchManager().getDebugTargets())
                .filter(ZpciDebugTarget.class::isInstance)
                .map(target -> ((ZpciDebugTarget) target).session().state().snapshot())
                .forEach(snapshot -> add(snapshot, labels));
        return List.copyOf(labels.values());
    }

    private static void add(GuestSnapshot snapshot, TreeMap<Long, String> labels) {
        if (snapshot != null) {
            for (FunctionSnapshot function : snapshot.functions()) {
                String fid = Hex.of(function.fid());
                labels.putIfAbsent(
                        function.fid(),
                        function.type().isKnown()
                                ? NLS.bind(
                                        Messages.Form_FunctionLabel,
                                        fid,
                                        function.type().value())
                                : fid);
            }
        }
    }
}
