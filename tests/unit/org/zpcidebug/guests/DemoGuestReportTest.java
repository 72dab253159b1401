package org.zpcidebug.guests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.DemoGuestReportEvent;
import org.zpcidebug.testing.DemoGuestReportFunction;
import org.zpcidebug.testing.DemoGuestReportFunction.State;
import org.zpcidebug.testing.DemoGuestReportMappings.Page;

/** Reads reports out of a storage that a test has filled. */
class DemoGuestReportTest {

    private static final int SEQUENCE = 0x10;
    private static final int FUNCTION = 0x5000;
    private static final int QUEUE = FUNCTION + 0x200;

    private final ByteBuffer report = ByteBuffer.allocate(0x15000);
    private final FakeStorage storage = new FakeStorage();

    /** Serves the report at both addresses. */
    private final class FakeStorage implements AbsoluteStorage {

        private int reads;
        private IntConsumer beforeRead = number -> {};

        @Override
        public List<StorageRead> read(List<Extent> extents) {
            return extents.stream().map(this::read).toList();
        }

        private StorageRead read(Extent extent) {
            beforeRead.accept(reads++);
            long base =
                    extent.address() < DemoGuestReport.PUBLISHED ? DemoGuestReport.CURRENT : DemoGuestReport.PUBLISHED;
            long offset = extent.address() - base;
            if (offset + extent.length() > report.capacity()) {
                return StorageRead.unreadable(extent, "not there");
            }
            byte[] bytes = new byte[extent.length()];
            report.get((int) offset, bytes);
            return StorageRead.of(extent, bytes);
        }
    }

    DemoGuestReportTest() {
        report.put(0, "ZPCIDEMO".getBytes(StandardCharsets.US_ASCII));
        report.putInt(0x08, 1).putInt(0x0c, 1).putLong(SEQUENCE, 4);
        report.putInt(0x58, 0x1000).putInt(0x5c, 1).putInt(0x60, 160);
        report.putInt(0x64, FUNCTION).putInt(0x68, 1).putInt(0x6c, 0x800);
        report.put(0x1000, "site_pcilg".getBytes(StandardCharsets.US_ASCII));
        report.putLong(0x1020, 0x11234).putLong(0x1040, 7);
        report.putInt(FUNCTION, 0x300).putInt(FUNCTION + 4, 0x80000013).putInt(FUNCTION + 12, 3);
    }

    private DemoGuestReport published() {
        return DemoGuestReport.published(storage);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> DemoGuestReport.current(storage))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("0x100000")
                .hasMessageContaining(message);
    }

    @Test
    void readsEveryKindOfRecord() {
        DemoGuestReport read = DemoGuestReport.current(storage);
        assertThat(read.header().ready()).isTrue();
        assertThat(read.site("pcilg")).isSameAs(read.site("site_pcilg"));
        assertThat(read.site("pcilg").address()).isEqualTo(0x11234);
        assertThat(read.site("pcilg").conditions()).containsExactly(0L, 7L, 0L, 0L);
        DemoGuestReportFunction function = read.function(0x300);
        assertThat(function.fh()).isEqualTo(0x80000013L);
        assertThat(function.state()).isEqualTo(State.ENABLED);
        assertThat(function.queues()).isEmpty();
        assertThat(function.validPages()).isEmpty();
        assertThat(read.events()).isEmpty();
        assertThatThrownBy(() -> read.function(0x301)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> read.site("site_none")).isInstanceOf(AssertionError.class);
    }

    @Test
    void waitsUntilNothingChanges() {
        storage.beforeRead = number -> report.putLong(SEQUENCE, number < 20 ? number : 20);
        assertThat(published().header().sequence()).isEqualTo(20);
    }

    @Test
    void refusesWhatIsBeingChanged() {
        report.putLong(SEQUENCE, 5);
        assertRefused("it is being changed");
        report.putLong(SEQUENCE, 6);
        storage.beforeRead = number -> report.putLong(SEQUENCE, 6 + 2L * number);
        assertRefused("it was changed while it was read");
    }

    @Test
    void refusesWhatIsNoReport() {
        report.putInt(0x68, 33);
        assertRefused("function_count is 33");
        report.putInt(0x5c, 97);
        assertRefused("site_count is 97");
        report.putInt(0x08, 2);
        assertRefused("its version is 2");
        report.put(0, (byte) 'z');
        assertRefused("there is none");
    }

    @Test
    void refusesWhatCannotBeRead() {
        report.putInt(0x64, 0x14f00);
        assertRefused("not there");
    }

    @Test
    void keepsTheOrderOfEvents() {
        report.putLong(0x120, 33).putLong(0x128, 1);
        for (int number = 2; number < 34; number++) {
            report.putInt(0x400 + number % 32 * 32 + 0x1c, number);
        }
        assertThat(published().events()).hasSize(32);
        assertThat(published().events())
                .extracting(DemoGuestReportEvent::loop)
                .startsWith(2L, 3L)
                .endsWith(32L, 33L);
    }

    /** By the rules in REPORT.md: hole, stale, read-only, else writable; then one page each. */
    @Test
    void knowsWhichPagesAreMapped() {
        report.putLong(FUNCTION + 0x088, 0x10000);
        report.putLong(FUNCTION + 0x0b0, 0x100000000L).putLong(FUNCTION + 0x0b8, 0x200000);
        report.putInt(FUNCTION + 0x0c0, 2).putInt(FUNCTION + 0x0c4, 1);
        report.putLong(FUNCTION + 0x0c8, 0x100100000L).putLong(FUNCTION + 0x0d0, 6);
        report.putInt(FUNCTION + 0x0e0, 4).putInt(FUNCTION + 0x0e4, 3).putInt(FUNCTION + 0x0e8, 2);
        report.putInt(FUNCTION + 0x0ec, 3).putLong(FUNCTION + 0x0f0, 0x300000);
        report.putLong(FUNCTION + 0x0f8, 0x180000000L).putLong(FUNCTION + 0x100, 0x400000);
        report.putInt(FUNCTION + 0x1a0, 2).putLong(FUNCTION + 0x1a8, 0x100090000L);
        report.putLong(QUEUE + 0x38, 0x100040000L).putInt(QUEUE + 0x44, 2).putLong(QUEUE + 0x48, 0x500000);
        report.putInt(QUEUE + 0x50, 1).putInt(QUEUE + 0x60 + 0x44, -1);
        assertThat(published().function(0x300).validPages())
                .containsExactlyInAnyOrder(
                        new Page(0x100000000L, 0x200000, true),
                        new Page(0x100001000L, 0x201000, false),
                        new Page(0x100100000L, 0x300000, true),
                        new Page(0x100101000L, 0x301000, false),
                        new Page(0x100104000L, 0x301000, true),
                        new Page(0x180000000L, 0x400000, true),
                        new Page(0x100042000L, 0x500000, false),
                        new Page(0x100090000L, 0x500000, true));
    }
}
