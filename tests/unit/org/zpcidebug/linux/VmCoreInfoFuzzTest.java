package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.zpcidebug.s390.TestStorage;

/** Whatever lies where the note and os_info should be, the guest is Linux or it is not, and why is said. */
class VmCoreInfoFuzzTest {

    private static final int NOTE = 0x1000;
    private static final int ROOM = 0x4000;

    @FuzzTest
    void readsAnything(byte[] bytes) {
        TestStorage storage = new TestStorage(NOTE + ROOM);
        storage.u64(VmCoreInfoNote.POINTER, NOTE).u64(0xe18, NOTE);
        storage.put(NOTE, Arrays.copyOf(bytes, Math.min(bytes.length, ROOM)));

        VmCoreInfoNote note = VmCoreInfoNote.find(storage);

        if (note.state() == VmCoreInfoNote.State.PRESENT) {
            VmCoreInfo info = note.info();
            assertThat(info.release().orElse("")).matches("[!-~]{0,64}");
            assertThat(info.buildId().orElse("")).matches("[0-9a-f]{0,64}");
            info.symbols().forEach(name -> info.symbol(name).isPresent());
            LinuxReader reader = new LinuxReader(storage, LinuxSettings.of(NOTE + ROOM, KernelCache.inMemory()));
            assertThat(reader.probe()).isInstanceOf(LinuxProbe.Running.class);
        } else {
            assertThat(note.problem()).isNotBlank();
        }
    }
}
