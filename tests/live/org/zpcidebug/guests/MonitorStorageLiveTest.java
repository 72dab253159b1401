package org.zpcidebug.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.LinuxPair;

/** Tests the storage that the other tests read guests through. */
class MonitorStorageLiveTest {

    @ParameterizedTest
    @EnumSource
    void readsAnyExtentOfStorage(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = WatchedDemo.shared(pair)) {
            List<StorageRead> reads = demo.storage()
                    .read(List.of(
                            new Extent(DemoGuestReport.CURRENT + 1, 6),
                            new Extent(DemoGuestReport.CURRENT, 0),
                            new Extent(DemoGuestReport.CURRENT + 3, 7),
                            new Extent((64 << 20) - 3, 3)));
            assertThat(text(reads.get(0))).isEqualTo("PCIDEM");
            assertThat(reads.get(1).bytes().length()).isZero();
            assertThat(reads.get(2).bytes().bytes(0, 7)).containsExactly('I', 'D', 'E', 'M', 'O', 0, 0);
            assertThat(reads.get(3).isReadable()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsMoreThanFitsInOneCommand(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = WatchedDemo.shared(pair)) {
            BigEndian image = DemoGuestImage.kept().at(0x11000, 0x1000);
            StorageRead read = demo.storage().read(0x2004, 0x10000);
            assertThat(read.bytes().length()).isEqualTo(0x10000);
            assertThat(read.bytes().slice(0x11000 - 0x2004, 0x1000)).isEqualTo(image);
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatCannotBeRead(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = WatchedDemo.shared(pair)) {
            StorageRead behind = demo.storage().read((64 << 20) - 8, 16);
            assertThat(behind.isReadable()).isFalse();
            assertThat(behind.problem()).containsIgnoringCase("cannot access memory");
        }
    }

    private static String text(StorageRead read) {
        return new String(read.bytes().bytes(0, read.bytes().length()), StandardCharsets.US_ASCII);
    }
}
