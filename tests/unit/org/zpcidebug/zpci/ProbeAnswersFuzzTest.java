package org.zpcidebug.zpci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import org.zpcidebug.s390.BigEndian;

/** Whatever a probe answers is decoded, or refused as making no sense; chains of capabilities have an end. */
class ProbeAnswersFuzzTest {

    @FuzzTest
    void configurationSpaces(byte[] data) {
        int length = Math.min(Math.max(data.length & -Integer.BYTES, ConfigSpace.BYTES), ConfigSpace.EXTENDED_BYTES);
        ConfigSpace space = new ConfigSpace(Arrays.copyOf(data, length));
        assertThatCode(space::continues).doesNotThrowAnyException();
        assertThat(space.capabilities()).hasSizeLessThanOrEqualTo(ConfigSpace.EXTENDED_BYTES);
        List<ConfigSection> sections = ConfigDecoder.sections(space);
        assertThat(sections).hasSize(space.capabilities().size() + 1);
        for (ConfigSection section : sections) {
            assertThat(section.fields()).allMatch(field -> field.offset() + field.length() <= space.length());
            assertThat(section.fields()).noneMatch(field -> field.value().startsWith("!"));
        }
        space.msix().ifPresent(msix -> assertThat(msix.entries()).isBetween(1, 2048));
    }

    @FuzzTest
    void responses(byte[] data) {
        BigEndian bytes = new BigEndian(Arrays.copyOf(data, Math.max(data.length, QueriedFunction.BYTES)));
        assertThatCode(() -> {
                    try {
                        FunctionList.of(bytes);
                    } catch (IllegalArgumentException expected) {
                        assertThat(expected).hasMessageMatching("length|entry");
                    }
                    QueriedFunction.of(bytes);
                    QueriedGroup.of(bytes);
                })
                .doesNotThrowAnyException();
    }
}
