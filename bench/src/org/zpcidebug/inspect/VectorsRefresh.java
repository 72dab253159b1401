package org.zpcidebug.inspect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.hypervisor.QemuVersion;
import org.zpcidebug.inspect.VectorRows.Matches;
import org.zpcidebug.inspect.VectorRows.Order;
import org.zpcidebug.inspect.VectorRows.Query;
import org.zpcidebug.linux.InterruptReading;
import org.zpcidebug.zpci.InterruptBits;

/** What a session and the MSI-X Vectors view make of a reading: histories, gates, and the rows in the order of rates. */
@SuppressWarnings("nls")
public final class VectorsRefresh {

    private static final Query QUERY = Query.ALL.sort(Order.RATE, 0).sort(Order.RATE, 0);
    private static final String NOTHING = "not read";
    private static final int VISIBLE = 60;

    private final InterruptHistory history = new InterruptHistory();
    private final GateKeeper gates = new GateKeeper(new QemuVersion(10, 0, 0, ""));
    private final Matches matches = new Matches();
    private GuestSnapshot shown;
    private InterruptHistory past;
    private VectorRows rows;

    /** Makes the rows of a reading; gives how many there are. */
    public int refresh(InterruptReading reading) {
        List<FunctionSnapshot> functions = new ArrayList<>();
        reading.functions()
                .forEach((fid, interrupts) ->
                        functions.add(FunctionSnapshot.unknown(fid, NOTHING).with(Value.guest(interrupts))));
        GuestView view = GuestView.unknown(GuestSystem.unknown(GuestSystem.State.OTHER, NOTHING));
        gates.judge(functions, view, new GateKeeper.Hints(true, null, null));
        history.sample(functions, Value.guest(reading), null);
        return show(new GuestSnapshot(Instant.now(), null, null, functions, List.of()), history);
    }

    /** Makes the rows of what a session found; gives how many there are. */
    public int show(GuestSnapshot snapshot, InterruptHistory sampled) {
        shown = snapshot;
        past = sampled;
        rows = VectorRows.of(snapshot, sampled, QUERY, matches);
        return rows.size();
    }

    /** What the UI thread asks for with each refresh, painting aside: the rows that can be seen, bits, the chart. */
    public long look() {
        long seen = 0;
        for (int row = 0; row < Math.min(VISIBLE, rows.size()); row++) {
            int vector = rows.vector(row);
            seen += rows.countsOf(row).map(counts -> counts.total(vector)).orElse(0L)
                    + rows.activity(row).minute().length;
        }
        for (FunctionSnapshot function : shown.functions()) {
            seen += function.interrupts()
                    .flatMap(interrupts -> Value.from(interrupts.bits()))
                    .map(InterruptBits::pending)
                    .orElse(0);
        }
        return seen + past.timeline().nanos().length;
    }
}
