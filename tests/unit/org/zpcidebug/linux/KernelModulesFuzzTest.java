package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Modules some of whose bytes were changed: they are read in a bounded number of steps, whatever is there. The input is a
 * byte that chooses the kernel, and changes: a place, and what is written there.
 */
class KernelModulesFuzzTest {

    private static final int CHANGE = Short.BYTES + Long.BYTES;
    private static final int MOST_BATCHES = 100_000;

    @FuzzTest
    void readsAnything(byte[] input) {
        ByteBuffer changes = ByteBuffer.wrap(input);
        SmallModules small = new SmallModules(changes.hasRemaining() && (changes.get() & 1) == 0);
        small.load("virtio_net", 0);
        small.load("nvme", 1);
        Known<KernelModules> before = small.find();
        while (changes.remaining() >= CHANGE) {
            small.storage.u64(SmallModules.DATA + (changes.getShort() & 0x1fff) * 2L, changes.getLong());
        }
        read(before);
        read(small.find());
        assertThat(small.storage.batches()).isLessThan(MOST_BATCHES);
    }

    private static void read(Known<KernelModules> modules) {
        if (!modules.isKnown()) {
            assertThat(modules.problem()).isNotBlank();
            return;
        }
        for (KernelText text : modules.value().read(modules.value().loaded().orElse(List.of()))) {
            for (KernelText.Function function : text.functions()) {
                assertThat(function.name()).matches("[ -~]+");
                assertThat(function.offset() + function.bytes())
                        .isLessThanOrEqualTo(text.code().length());
            }
        }
    }
}
