package org.zpcidebug.s390;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zpcidebug.s390.Psw.AddressSpace;

class PswTest {

    @Test
    void supervisorWithTranslationAndInterruptions() {
        Psw psw = new Psw(0x0706_c001_8000_0000L, 0x3ff_ff40_4810L);

        assertThat(psw.translates()).isTrue();
        assertThat(psw.allowsIo()).isTrue();
        assertThat(psw.allowsExternal()).isTrue();
        assertThat(psw.allowsMachineCheck()).isTrue();
        assertThat(psw.waits()).isTrue();
        assertThat(psw.isProblemState()).isFalse();
        assertThat(psw.addressSpace()).isEqualTo(AddressSpace.HOME);
        assertThat(psw.conditionCode()).isZero();
    }

    @Test
    void userWithConditionCode() {
        Psw psw = new Psw(0x0705_3001_8000_0000L, 0x1000);

        assertThat(psw.isProblemState()).isTrue();
        assertThat(psw.waits()).isFalse();
        assertThat(psw.addressSpace()).isEqualTo(AddressSpace.PRIMARY);
        assertThat(psw.conditionCode()).isEqualTo(3);
    }

    @Test
    void everythingOff() {
        Psw psw = new Psw(0x0000_0001_8000_0000L, 0);

        assertThat(psw.translates()).isFalse();
        assertThat(psw.allowsIo()).isFalse();
        assertThat(psw.allowsExternal()).isFalse();
        assertThat(psw.allowsMachineCheck()).isFalse();
    }
}
