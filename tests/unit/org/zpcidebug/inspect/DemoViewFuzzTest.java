package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;

/** The demo guest's report on its interrupts, whatever is in the guest's memory. */
class DemoViewFuzzTest {

    private static final long REPORT = 0x100000;
    private static final int MAGIC_AND_READY = 16;

    @FuzzTest
    void readsAnything(byte[] input) {
        byte[] report = Arrays.copyOf(input, Math.max(0x2000, input.length));
        System.arraycopy(
                "ZPCIDEMO\0\0\0\1\0\0\0\1".getBytes(StandardCharsets.ISO_8859_1), 0, report, 0, MAGIC_AND_READY);
        DemoView.read(extents ->
                        extents.stream().map(extent -> read(report, extent)).toList())
                .ifPresent(view -> view.interrupts().functions().forEach((fid, interrupts) -> {
                    assertThat(view.functions()).containsKey(fid);
                    assertThat(interrupts.counts().value().interrupts()).isBetween(0, 2048);
                }));
    }

    private static StorageRead read(byte[] report, Extent extent) {
        long from = extent.address() - REPORT;
        boolean isThere = from >= 0 && from + extent.length() <= report.length;
        byte[] bytes = isThere
                ? Arrays.copyOfRange(report, (int) from, (int) from + extent.length())
                : new byte[extent.length()];
        return StorageRead.of(extent, bytes);
    }
}
