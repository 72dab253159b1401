package org.zpcidebug.ui.functions;

import java.util.List;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.SnapshotJson;

/** A snapshot for the clipboard, in the format of the headless application. */
final class CopyJson {

    private CopyJson() {}

    /** The snapshot with the selected functions, or with all when none is selected. */
    static String of(GuestSnapshot snapshot, List<FunctionRow> selected) {
        List<FunctionSnapshot> functions = selected.isEmpty()
                ? snapshot.functions()
                : selected.stream().map(FunctionRow::function).toList();
        return SnapshotJson.write(new GuestSnapshot(
                snapshot.taken(), snapshot.hypervisor(), snapshot.guest(), functions, snapshot.notices()));
    }
}
