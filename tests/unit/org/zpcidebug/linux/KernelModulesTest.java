package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zpcidebug.linux.KernelText.Function;

/** Modules of a kernel that tells neither the name of their list nor its types. */
class KernelModulesTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsListAndLayout(boolean isOld) {
        SmallModules small = new SmallModules(isOld);
        // Before the first module there is nothing to know the list by.
        assertThat(small.find().isKnown()).isFalse();
        long first = small.load("virtio_net", 0);
        KernelModules modules = small.find().value();
        assertThat(modules.loaded().value()).containsExactly(first);
        KernelText text = modules.read(List.of(first)).get(0);
        assertThat(text.start()).isEqualTo(first + 0x1000);
        assertThat(text.code().u32(4)).isEqualTo(0xb9d50000L);
        assertThat(text.functions())
                .containsExactly(new Function("first [virtio_net]", 0, 4), new Function("second [virtio_net]", 4, 4));
        long second = small.load("nvme", 1);
        assertThat(modules.loaded().value()).containsExactly(first, second);
        assertThat(modules.read(List.of(first, second))).hasSize(2);
        // One that is being unloaded is none, and one that points nowhere is left out.
        small.storage.u32(first, 2);
        assertThat(modules.loaded().value()).containsExactly(second);
        small.storage.u64(second + 0x140, 1L << 40);
        assertThat(modules.read(List.of(first, second))).hasSize(1);
        // A list that goes round.
        small.storage.u64(second + ModuleLayout.LIST, second + ModuleLayout.LIST);
        assertThat(modules.loaded().problem()).contains("cannot be read");
    }
}
