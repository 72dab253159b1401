package org.zpcidebug.zpci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.zpci.StatusCode.Instruction;

/** What is said of codes: every one has words, and the same number says different things to different instructions. */
class ZpciWordsTest {

    @ParameterizedTest
    @EnumSource(Instruction.class)
    void everyStatusHasWords(Instruction instruction) {
        for (int status = 0; status <= 0xff; status++) {
            assertThat(new StatusCode(instruction, status).words())
                    .isNotBlank()
                    .doesNotContain("!")
                    .doesNotContain("{");
        }
    }

    @Test
    void statusDependsOnTheInstruction() {
        assertThat(new StatusCode(Instruction.LOAD_STORE, 24).words()).isEqualTo("function already enabled");
        assertThat(new StatusCode(Instruction.MODIFY, 24).words()).startsWith("wrong order");
        assertThat(new StatusCode(Instruction.REFRESH, 16).words()).contains("out of DMA mappings");
        assertThat(new StatusCode(Instruction.STORE_CONTROLS, 12).words()).isEqualTo("status 12, which is in no table");
    }

    @ParameterizedTest
    @EnumSource(ConditionCode.class)
    void everyConditionCodeHasWords(ConditionCode code) {
        assertThat(code.words()).isNotBlank().doesNotContain("!");
    }

    @Test
    void everyFunctionTypeHasANameAndWords() {
        for (int code = 0; code <= 0xff; code++) {
            assertThat(new FunctionType(code).longName()).isNotBlank().doesNotContain("!");
        }
        assertThat(new FunctionType(0).shortName()).isEqualTo("UNC");
        assertThat(new FunctionType(5).shortName()).isEqualTo("ISM");
        assertThat(new FunctionType(0x42).shortName()).isEqualTo("0x42");
        assertThat(new FunctionType(0x0c).longName()).isEqualTo("Network Express hybrid");
    }

    @Test
    void functionGroups() {
        assertThat(new FunctionGroup(0xff).words()).contains("default");
        assertThat(new FunctionGroup(0xf3).words()).contains("simulated");
        assertThat(new FunctionGroup(0x10).words()).contains("host");
    }

    @Test
    void states() {
        assertThat(ConfigurationState.of(1)).contains(ConfigurationState.CONFIGURED);
        assertThat(ConfigurationState.of(4)).isEmpty();
        assertThat(ConfigurationState.of(-1)).isEmpty();
        assertThat(FunctionState.STANDBY.isConfigured()).isFalse();
        assertThat(FunctionState.ERROR.isConfigured()).isTrue();
    }
}
