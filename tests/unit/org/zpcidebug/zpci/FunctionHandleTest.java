package org.zpcidebug.zpci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zpcidebug.zpci.FunctionHandle.Kind;

class FunctionHandleTest {

    @Test
    void enabledEmulatedFunction() {
        FunctionHandle handle = new FunctionHandle(0x8002_0003);

        assertThat(handle.isEnabled()).isTrue();
        assertThat(handle.instance()).isZero();
        assertThat(handle.softwareMark()).isEqualTo(2);
        assertThat(handle.kind()).isEqualTo(Kind.EMULATED);
        assertThat(handle.index()).isEqualTo(3);
        assertThat(handle).hasToString("0x80020003");
    }

    @Test
    void disabledPassedThroughFunction() {
        FunctionHandle handle = new FunctionHandle(0x0001_0007);

        assertThat(handle.isEnabled()).isFalse();
        assertThat(handle.kind()).isEqualTo(Kind.PASSED_THROUGH);
        assertThat(handle).hasToString("0x00010007");
    }

    @Test
    void interpretedFunctionHasAnInstance() {
        FunctionHandle handle = new FunctionHandle(0xff00_ffff);

        assertThat(handle.instance()).isEqualTo(0x7f);
        assertThat(handle.kind()).isEqualTo(Kind.INTERPRETED);
        assertThat(handle.index()).isEqualTo(0xffff);
        assertThat(new FunctionHandle(0x8099_0000).kind()).isEqualTo(Kind.UNKNOWN);
    }
}
