package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import org.zpcidebug.intercept.CodeSweep.Found;
import org.zpcidebug.intercept.Expression.Verdict;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.GeneralRegisters;

/** Whatever a guest has for code, and whatever a person types as a condition, is understood or refused. */
class InterceptFuzzTest {

    private static final long CONFIGURATION = 15;

    @FuzzTest
    void sweepsAnything(byte[] bytes) {
        BigEndian code = new BigEndian(bytes.clone());
        GeneralRegisters registers = new GeneralRegisters(new long[GeneralRegisters.DOUBLEWORDS]);
        int end = 0;
        for (Found found : CodeSweep.sweep(code, 0, code.length())) {
            assertThat(found.offset()).isGreaterThanOrEqualTo(end);
            end = found.offset() + found.instruction().length();
            assertThat(end).isLessThanOrEqualTo(code.length());
            RegisterOperands.of(found.instruction(), new HitRegisters(registers));
        }
    }

    /** Loads from configuration space: an offset, a length and eight bytes each. */
    @FuzzTest
    void learnsAnyConfiguration(byte[] bytes) {
        ByteBuffer loads = ByteBuffer.wrap(bytes);
        RegisterNames names = new RegisterNames();
        while (loads.remaining() >= 2 + Long.BYTES) {
            names.loaded(1, CONFIGURATION, loads.get(), loads.get() & 0xf, loads.getLong());
        }
        for (long space : new long[] {0, 1, CONFIGURATION, -1}) {
            for (long offset = -1; offset < 0x120; offset++) {
                assertThat(names.name(OptionalLong.of(1), space, offset)).doesNotContain("!", "{");
            }
        }
    }

    @FuzzTest
    void readsAnyCondition(byte[] bytes) {
        try {
            Expression expression = ExpressionParser.parse(new String(bytes, StandardCharsets.UTF_8));
            Map<String, Object> fields = Map.of("cc", Expression.LATER, "fid", 1L, "instruction", "CLP");
            Verdict value = expression.test(fields::get);
            Verdict opposite = expression.not().test(fields::get);
            assertThat(value == opposite).isEqualTo(value == Verdict.OPEN);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).doesNotStartWith("!");
        }
    }
}
