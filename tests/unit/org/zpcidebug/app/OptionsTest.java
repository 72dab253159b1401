package org.zpcidebug.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests {@link Options}. */
class OptionsTest {

    private static Options parse(String... arguments) {
        return Options.parse(List.of(arguments), Set.of("-monitor", "-format"), Set.of("-probe"));
    }

    @Test
    void sortsArguments() {
        Options options = parse("-probe", "-monitor", "unix:-format", "-format", "json");
        assertThat(options.required("-monitor")).isEqualTo("unix:-format");
        assertThat(options.value("-format")).contains("json");
        assertThat(options.value("-probe")).contains("");
        assertThat(parse().value("-probe")).isEmpty();
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> parse("-other"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("-other");
        assertThatThrownBy(() -> parse("-monitor")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> parse("-monitor", "")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> parse("-probe", "-probe")).hasMessageContaining("twice");
        assertThatThrownBy(() -> parse().required("-monitor")).hasMessageContaining("missing");
    }
}
