package org.zpcidebug.s390;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zpcidebug.s390.IoInterruption.Kind;
import org.zpcidebug.s390.Lowcore.Interruption;

class LowcoreTest {

    private final TestStorage storage = new TestStorage(0x2000);

    private Lowcore lowcore() {
        return new Lowcore(storage.read(0, Lowcore.BYTES).bytes());
    }

    @Test
    void oldAndNewPswsOfEachInterruption() {
        storage.u64(0x170, 0x0704_c001_8000_0000L).u64(0x178, 0xa331e0);
        storage.u64(0x1f0, 0x0404_c001_8000_0000L).u64(0x1f8, 0xae7000);
        storage.u64(0x120, 1).u64(0x1a0, 2);

        assertThat(lowcore().oldPsw(Interruption.IO)).isEqualTo(new Psw(0x0704_c001_8000_0000L, 0xa331e0));
        assertThat(lowcore().newPsw(Interruption.IO)).isEqualTo(new Psw(0x0404_c001_8000_0000L, 0xae7000));
        assertThat(lowcore().oldPsw(Interruption.RESTART).mask()).isEqualTo(1);
        assertThat(lowcore().newPsw(Interruption.RESTART).mask()).isEqualTo(2);
    }

    @Test
    void programInterruption() {
        storage.u16(0x8e, 0x10).u64(0xa8, 0x1000);

        assertThat(lowcore().programCode()).isEqualTo(0x10);
        assertThat(lowcore().translationException()).isEqualTo(0x1000);
    }

    @Test
    void adapterInterruptionOfPciFunctions() {
        storage.u32(0xc0, 0x8000_0000L | 2 << 27);

        assertThat(lowcore().ioInterruption()).isEqualTo(new IoInterruption(Kind.ADAPTER, 2));
        assertThat(lowcore().isAdapterInterruption()).isTrue();
    }

    @Test
    void interruptionOfSubchannelAndDirectedOne() {
        storage.u32(0xc0, 3 << 27);
        assertThat(lowcore().ioInterruption()).isEqualTo(new IoInterruption(Kind.SUBCHANNEL, 3));
        assertThat(lowcore().isAdapterInterruption()).isFalse();

        storage.u32(0xc0, 0xc000_0000L | 2 << 27);
        assertThat(lowcore().ioInterruption()).isEqualTo(new IoInterruption(Kind.DIRECTED, 2));
    }
}
