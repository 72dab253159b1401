package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * A kernel some of whose bytes were changed: it is read in a bounded number of steps, whatever is there. The input is a
 * byte that chooses the kernel, and changes: a place, and what is written there.
 */
class ZpciWalkFuzzTest {

    private static final Set<Long> FIDS = Set.of(0x100L, 0x200L, 0x300L);
    private static final int CHANGE = Short.BYTES + Long.BYTES;
    private static final long DATA = 0x30_0000;
    private static final int MAX_BATCHES = 200_000;

    @FuzzTest
    void readsAnything(byte[] input) {
        ByteBuffer changes = ByteBuffer.wrap(input);
        int choice = changes.hasRemaining() ? changes.get() : 0;
        SmallKernel small = kernel(choice).boot(3);
        while (changes.remaining() >= CHANGE) {
            // In steps of 4, so that all functions and what they refer to can be reached.
            small.storage.u64(DATA + (changes.getShort() & 0xffffL) * 4, changes.getLong());
        }
        LinuxReader reader =
                new LinuxReader(small.storage, LinuxSettings.of(SmallKernel.MEMORY, KernelCache.inMemory()));
        reader.probe();
        for (int i = 0; i < 2; i++) {
            check(reader.devices(FIDS));
        }
        assertThat(small.storage.batches()).isLessThan(MAX_BATCHES);
    }

    private static SmallKernel kernel(int choice) {
        return switch (choice & 3) {
            case 0 -> SmallKernel.withDomains();
            case 1 -> SmallKernel.withOwnDma();
            case 2 -> SmallKernel.withDomains().without("zpci_list", "zpci_sbv");
            default ->
                SmallKernel.withDomains()
                        .without("zpci_list", "zpci_sbv", "__start_BTF", "__stop_BTF", "get_zdev_by_fid");
        };
    }

    private static void check(ZpciReading reading) {
        if (!reading.isKnown()) {
            assertThat(reading.problem()).isNotBlank();
        }
        for (ZpciDevice device : reading.devices()) {
            assertThat(device.toString()).isNotBlank();
            assertThat(device.pciAddress().orElse("")).hasSizeLessThan(32);
            assertThat(device.driver().orElse("")).matches("[ -~]{0,63}");
        }
    }
}
