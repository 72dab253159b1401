package org.zpcidebug.ui.functions;

import java.util.List;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.SnapshotJson;

/** A snapshot for the clipboard, in the format of the headless application. */
final class CopyJson {

    private CopyJson() {}

    /** The snapshot with these functions only. */
    static String of(GuestSnapshot snapshot, List<FunctionRow> rows) {
        List<FunctionSnapshot> functions =
                rows.stream().map(FunctionRow::function).toList();
        return SnapshotJson.write(new GuestSnapshot(
                snapshot.taken(), snapshot.hypervisor(), snapshot.guest(), functions, snapshot.notices()));
    }
}
