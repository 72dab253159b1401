package org.zpcidebug.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zpcidebug.memory.MemoryProblem.Kind;

/** Tests what is read in /proc. */
class ProcessTest {

    private static final String MAPS =
            """
            55d0c0a00000-55d0c0b00000 r--p 00000000 fe:00 131 /usr/bin/qemu-system-s390x
            7f0000000000-7f0010000000 rw-p 00000000 00:00 0
            7f0010000000-7f0020000000 rw-s 00000000 00:01 2057 /memfd:ram with spaces (deleted)
            7f0020000000-7f0020001000 ---p 00000000 00:00 0
            nonsense
            7f0030000000-7f0030001000 r-xp 00000000 00:00 0 [vdso]
            ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
            """;

    @Test
    void coversARangeByAdjacentMappings() {
        ProcessMaps maps = ProcessMaps.parse(MAPS);
        assertThat(maps.cover(0x7f0000000000L, 0x10000000)).isTrue();
        assertThat(maps.cover(0x7f0000001000L, 0x1ffff000)).isTrue();
        assertThat(maps.cover(0x7f0030000000L, 0x1000)).isTrue();
    }

    @Test
    void doesNotCoverWhatIsUnreadableOrMissing() {
        ProcessMaps maps = ProcessMaps.parse(MAPS);
        assertThat(maps.cover(0x7f0000000000L, 0x20001000)).isFalse();
        assertThat(maps.cover(0x7f0020000000L, 0x1000)).isFalse();
        assertThat(maps.cover(0x7effffff0000L, 0x20000)).isFalse();
        assertThat(ProcessMaps.parse("").cover(0x1000, 0x1000)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1000, 3, SCOPE_3",
        "0, 0, 3, SCOPE_3",
        "0, 64055, 0, CONTAINER",
        "1000, 64055, 0, OTHER_USER",
        "1000, 64055, 1, OTHER_USER_SCOPE",
        "1000, -1, 2, OTHER_USER_SCOPE",
        "1000, 1000, 2, SCOPE_2",
        "1000, 1000, 1, SCOPE_1",
        "1000, 1000, 0, PROTECTED"
    })
    void permissionsAreExplained(int ours, int theirs, int scope, String variant) {
        MemoryProblem problem = new PtraceRules(4711, ours, theirs, scope).explain();
        MemoryProblem expected =
                MemoryProblem.variant(Kind.PERMISSION_REFUSED, variant, "4711", "" + theirs, "" + ours, "" + scope);
        assertThat(problem).isEqualTo(expected);
        assertThat(problem.text()).contains("4711").doesNotStartWith("!");
    }

    @Test
    void theEffectiveUserCounts() {
        assertThat(PtraceRules.user("Name:\tqemu\nUid:\t1000\t64055\t64055\t64055\nGid:\t1\t1\t1\t1\n"))
                .isEqualTo(64055);
        assertThat(PtraceRules.user("")).isEqualTo(-1);
        assertThat(PtraceRules.user("Uid:\t0\t99999999999\t0\t0\n")).isEqualTo(-1);
    }

    @Test
    void socketsAreKnownByTheirLastName() {
        SocketName name = new SocketName(Path.of("/run/link/qmp.sock"), Path.of("/run/vm1/real.sock"));
        assertThat(name.matches("/run/vm1/real.sock")).isTrue();
        assertThat(name.matches("qmp.sock")).isTrue();
        assertThat(name.matches("./real.sock")).isTrue();
        assertThat(name.matches("/run/vm1/other.sock")).isFalse();
        assertThat(name.matches("")).isFalse();
        assertThat(name.matches("/")).isFalse();
        assertThat(name.matches("a\0b")).isFalse();
    }

    @Test
    void listenersInTheTableOfUnixSockets() {
        SocketName name = SocketName.of(Path.of("/no/such/folder/qmp.sock"));
        String listener = "0000000000000000: 00000002 00000000 00010000 0001 01 33291 /srv/qmp.sock";
        assertThat(SocketOwners.unixInode(listener, name)).isEqualTo(33291);
        assertThat(SocketOwners.unixInode(listener.replace("00010000", "00000000"), name))
                .isEqualTo(-1);
        assertThat(SocketOwners.unixInode(listener.replace("qmp", "hmp"), name)).isEqualTo(-1);
        assertThat(SocketOwners.unixInode(listener.replace("33291", "x"), name)).isEqualTo(-1);
        assertThat(SocketOwners.unixInode("", name)).isEqualTo(-1);
    }

    @Test
    void listenersInTheTableOfTcpSockets() {
        String listener = "   0: 0100007F:115C 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0"
                + "        0 48317 1 0000000000000000 100 0 0 10 0";
        assertThat(SocketOwners.tcpInode(listener, 4444)).isEqualTo(48317);
        assertThat(SocketOwners.tcpInode(listener, 4445)).isEqualTo(-1);
        assertThat(SocketOwners.tcpInode(listener.replace(" 0A ", " 01 "), 4444))
                .isEqualTo(-1);
        assertThat(SocketOwners.tcpInode("0: 1", 4444)).isEqualTo(-1);
    }
}
