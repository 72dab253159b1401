package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.zpcidebug.hypervisor.MonitorException.Busy;

class UnixSocketTableTest {

    private static final String HEADING = "Num       RefCount Protocol Flags    Type St Inode Path\n";
    private static final String LISTENER = "0000000039910625: 00000002 00000000 00010000 0001 01 72851 /run/a b.sock\n";
    private static final String ACCEPTED = "000000000f8a5fc4: 00000003 00000000 00000000 0001 03 72868 /run/a b.sock\n";
    private static final String WAITING = "000000009e5bfb2c: 00000003 00000000 00000000 0001 02     0 /run/a b.sock\n";
    private static final Path SOCKET = Path.of("/run/a b.sock");

    private static Busy.Reason reason(String lines) {
        return BusyCause.of(UnixSocketTable.parse(HEADING + lines), SOCKET);
    }

    @Test
    void whyNobodyGreets() {
        assertThat(reason(LISTENER + ACCEPTED + WAITING)).isEqualTo(Busy.Reason.HELD_BY_ANOTHER);
        assertThat(reason(LISTENER + WAITING)).isEqualTo(Busy.Reason.NOT_ACCEPTING);
        assertThat(reason(LISTENER + ACCEPTED)).isEqualTo(Busy.Reason.SILENT);
        assertThat(reason(LISTENER)).isEqualTo(Busy.Reason.UNKNOWN);
        assertThat(reason("")).isEqualTo(Busy.Reason.UNKNOWN);
    }

    @Test
    void listeners() {
        UnixSocketTable table = UnixSocketTable.parse(HEADING + LISTENER + ACCEPTED);
        assertThat(table.listenerPath(72851)).contains("/run/a b.sock");
        assertThat(table.listenerPath(72868)).isEmpty();
    }

    @Test
    void relativePathsAsTheyWereBound() {
        UnixSocketTable table = UnixSocketTable.parse(HEADING
                + "0: 00000003 00000000 00000000 0001 03 5 ./q.sock\n"
                + "0: 00000003 00000000 00000000 0001 03 6 @q.sock\n"
                + "0: 00000002 00000000 00000000 0002 01 7 d.sock\n");
        assertThat(table.accepted(Path.of("/run/q.sock"))).isEqualTo(1);
        assertThat(table.accepted(Path.of("/run/xq.sock"))).isZero();
        assertThat(table.isOtherType(Path.of("/run/d.sock"))).isTrue();
        assertThat(table.isOtherType(Path.of("/run/q.sock"))).isFalse();
    }

    @Test
    void nonsenseIsSkipped() {
        UnixSocketTable table = UnixSocketTable.parse(
                HEADING + "x\n\n0: z z z z z z /run/a b.sock\n0: 0 0 fffffffff 1 3 1 /run/a b.sock\n" + ACCEPTED);
        assertThat(table.accepted(SOCKET)).isEqualTo(1);
        assertThat(UnixSocketTable.parse("").accepted(SOCKET)).isZero();
    }
}
