package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.zpci.FunctionList;

/** Whatever lies where a survey's answers should be: it is read, or refused in words. */
class SurveyAnswersFuzzTest {

    private static final int LEAST = SurveyProgram.REQUEST + FunctionList.HEADER;

    @FuzzTest
    void readsAnyAnswers(byte[] bytes) {
        byte[] data = Arrays.copyOf(bytes, Math.max(bytes.length, LEAST));
        int end = bytes.length == 0 ? 0 : bytes[bytes.length - 1] & 0x3f;
        Survey survey = new Survey(data, 0, end);
        try {
            survey.isDone();
            for (SurveyAnswers.SurveyedFunction function :
                    SurveyAnswers.of(survey).functions()) {
                new FunctionQuestions(function, List.of()).answers();
            }
        } catch (ProbeException refused) {
            assertThat(refused.getMessage()).doesNotStartWith("!");
        }
    }

    /** Two functions: one that answers, one whose handle is not valid any more. */
    @Test
    void readsWhatTheProgramLeaves() {
        byte[] data = new byte[2048];
        put(data, SurveyProgram.REQUEST, 0x0040_0010_0000_0000L);
        data[SurveyProgram.REQUEST + 0x1f] = 16;
        int first = SurveyProgram.REQUEST + 0x40;
        put(data, first + SurveyProgram.REQUEST, 0x0168_0010_0000_0000L);
        int part = first + SurveyProgram.PARTS;
        put(data, part, 0x000f_0004_0000_0000L);
        put(data, part + 8, 64);
        Arrays.fill(data, part + SurveyProgram.PART_HEADER, part + SurveyProgram.PART_HEADER + 256, (byte) 1);
        int second = part + SurveyProgram.PART_HEADER + 256 + Long.BYTES;
        put(data, second, 0x3000_0000_0000_0000L);
        put(data, second + SurveyProgram.CONTROLS, 0x3000_0000L);
        int none = second + SurveyProgram.PARTS;
        put(data, none, 0x000f_0004_3000_0000L);
        put(data, none + 8, 64L << 32 | 64);
        List<ProbedFunction> functions = SurveyAnswers.of(new Survey(data, 0, 2)).functions().stream()
                .map(function -> new FunctionQuestions(function, List.of()).answers())
                .toList();
        assertThat(functions.get(0).config().value().u16(0)).isEqualTo(0x101);
        assertThat(functions.get(0).controls().isKnown()).isTrue();
        assertThat(functions.get(1).query().problem()).contains("CLP ended with condition code 3");
        assertThat(functions.get(1).controls().problem()).startsWith("STPCIFC");
        assertThat(functions.get(1).config().problem()).startsWith("PCILG");
        assertThat(functions.get(1).msix().problem()).startsWith("PCILG");
        assertThat(new BigEndian(data).u16(SurveyProgram.REQUEST)).isEqualTo(0x40);
    }

    private static void put(byte[] data, int at, long value) {
        for (int i = 0; i < Long.BYTES; i++) {
            data[at + i] = (byte) (value >>> (7 - i) * Byte.SIZE);
        }
    }
}
