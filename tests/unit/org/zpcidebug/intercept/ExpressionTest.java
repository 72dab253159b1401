package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zpcidebug.intercept.Expression.Verdict;

class ExpressionTest {

    private static final Map<String, Object> MPCIFC = Map.of(
            "instruction", "MPCIFC", "control", 4L, "fid", 0x100L, "handle", 0x80020000L, "function", "zpci_mod_fc");

    private static Verdict test(String text) {
        return test(text, MPCIFC);
    }

    private static Verdict test(String text, Map<String, Object> fields) {
        return ExpressionParser.parse(text).test(fields::get);
    }

    private static Verdict before(String text) {
        Map<String, Object> fields = new HashMap<>(MPCIFC);
        fields.put("cc", Expression.LATER);
        return test(text, fields);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "control == 4",
                "control==0x4",
                "instruction == MPCIFC",
                "instruction == \"mpcifc\"",
                "control != 5 && fid >= 256",
                "control == 5 || fid <= 0x100",
                "!(control == 5)",
                "not control == 5 and control < 5",
                "control == 5 or function == zpci_mod_fc",
                "handle > 0x7fffffff",
                "fid < 0xffffffffffffffff",
                "control == 1 && control == 2 || control == 4"
            })
    void holds(String text) {
        assertThat(test(text)).isEqualTo(Verdict.HOLDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "control == 5",
                "control > 4",
                "instruction == RPCIT",
                "iova == 0",
                "iova != 0",
                "control == MPCIFC",
                "instruction == 4",
                "control == 4 && control == 5",
                "!(control == 4)",
                "control == 4 && (control == 1 || control == 2)"
            })
    void holdsNot(String text) {
        assertThat(test(text)).isEqualTo(Verdict.FAILS);
    }

    @Test
    void isOpenOnlyWhileTheOutcomeDecides() {
        assertThat(before("cc == 3")).isEqualTo(Verdict.OPEN);
        assertThat(before("cc == 3 && control == 4")).isEqualTo(Verdict.OPEN);
        assertThat(before("control == 4 && cc == 3")).isEqualTo(Verdict.OPEN);
        assertThat(before("!(cc == 3)")).isEqualTo(Verdict.OPEN);
        assertThat(before("cc == 3 && control == 5")).isEqualTo(Verdict.FAILS);
        assertThat(before("control == 5 && cc == 3")).isEqualTo(Verdict.FAILS);
        assertThat(before("control == 4 || cc == 3")).isEqualTo(Verdict.HOLDS);
        assertThat(before("cc == 3 || control == 4")).isEqualTo(Verdict.HOLDS);
        assertThat(before("cc == 3 || control == 5")).isEqualTo(Verdict.OPEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "control",
                "control ==",
                "control = 4",
                "== 4",
                "4 == control",
                "control == 4 &&",
                "control == 4 control == 5",
                "(control == 4",
                "control == 4)",
                "control == 0x",
                "control == 4x",
                "control == 0x10000000000000000",
                "control == 99999999999999999999",
                "colour == 4",
                "control == \"4",
                "control == and",
                "control < < 4",
                "control == 4; reboot"
            })
    void refusesAnythingElseInWords(String text) {
        assertThatThrownBy(() -> ExpressionParser.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotStartWith("!")
                .doesNotContain("{0}");
    }

    @Test
    void hasBounds() {
        String deep = "(".repeat(1000) + "cc == 0" + ")".repeat(1000);
        assertThatThrownBy(() -> ExpressionParser.parse(deep)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExpressionParser.parse("!".repeat(3000) + "cc == 0"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExpressionParser.parse("cc == 0 || ".repeat(1000)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filtersNameInstructionsThatThereAre() {
        assertThatThrownBy(() -> InterceptFilter.opcodes("MPCIFC,XYZ"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("XYZ")
                .hasMessageContaining("RPCIT");
    }
}
