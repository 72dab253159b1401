package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.intercept.ProbePage;
import org.zpcidebug.intercept.ProbePages;
import org.zpcidebug.linux.Known;
import org.zpcidebug.linux.LinuxProbe;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.testing.FakeMonitor;

/** Guests that are not probed; nothing is asked of them but what they are. */
class ProbeRefusalTest {

    private static final FakeMonitor.Script PROTECTED = machine("\"/objects/pv0\"");
    private static final FakeMonitor.Script OPEN = machine("\"\"");

    /** Answers what protects the guest, and then nothing but names. */
    private static FakeMonitor.Script machine(String protection) {
        return peer -> {
            peer.negotiate();
            peer.reply(peer.command(), protection);
            peer.answerAll();
        };
    }

    private static Throwable refusal(FakeMonitor fake, Known<ProbePage> page) throws Exception {
        try (Monitor monitor = QmpMonitor.open(fake.address()).get(20, TimeUnit.SECONDS)) {
            ProbeInquiry inquiry = new ProbeInquiry(
                    "guest",
                    () -> monitor,
                    () -> {
                        throw new AssertionError("it was stopped");
                    },
                    () -> page,
                    reading -> {});
            try {
                return catchThrowable(() -> inquiry.probe(List.of()).get(20, TimeUnit.SECONDS))
                        .getCause();
            } finally {
                inquiry.close();
            }
        }
    }

    /** No such guest runs here: QEMU's answer is made up. */
    @Test
    void aProtectedGuest() throws Exception {
        try (FakeMonitor monitor = FakeMonitor.unix(PROTECTED)) {
            assertThat(refusal(monitor, Known.of(new ProbePage(0x10000, new byte[0], Optional.empty()))))
                    .isInstanceOf(SessionException.class)
                    .hasMessageContaining("protected (secure execution)");
            assertThat(monitor.received())
                    .filteredOn(line -> line.contains("execute"))
                    .allMatch(line -> line.contains("qmp_capabilities") || line.contains("qom-get"));
        }
    }

    @Test
    void aGuestWithoutASafePage() throws Exception {
        Known<ProbePage> none = ProbePages.find(
                extents -> extents.stream()
                        .map(extent -> StorageRead.unreadable(extent, "not there"))
                        .toList(),
                new LinuxProbe.Booting("Linux is starting."));
        assertThat(none.problem()).isEqualTo("There is no page of code that a probe could borrow: Linux is starting.");
        try (FakeMonitor monitor = FakeMonitor.unix(OPEN)) {
            assertThat(refusal(monitor, none))
                    .isInstanceOf(SessionException.class)
                    .hasMessage(none.problem());
        }
    }
}
