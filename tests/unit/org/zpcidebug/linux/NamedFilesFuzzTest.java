package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Any file in the place of a vmlinux or System.map: symbols, or what is wrong with it. */
class NamedFilesFuzzTest {

    @FuzzTest
    void vmlinux(byte[] content) throws IOException {
        Path file = Files.createTempFile("zpcidebug", ".elf");
        try {
            Files.write(file, content);
            Known<Optional<String>> buildId = Known.from(() -> {
                try (ElfFile elf = ElfFile.open(file)) {
                    return elf.buildId();
                }
            });
            Known<SymbolTable> symbols = Known.from(() -> {
                try (ElfFile elf = ElfFile.open(file)) {
                    return ElfSymbols.read(elf);
                }
            });
            assertThat(buildId.isKnown() || !buildId.problem().isBlank()).isTrue();
            assertThat(symbols.isKnown() || !symbols.problem().isBlank()).isTrue();
        } finally {
            Files.delete(file);
        }
    }

    @FuzzTest
    void systemMap(byte[] content) throws IOException {
        Path file = Files.createTempFile("zpcidebug", ".map");
        try {
            Files.write(file, content);
            Known<SymbolTable> symbols = Known.from(() -> SystemMap.read(file));
            assertThat(symbols.isKnown() || !symbols.problem().isBlank()).isTrue();
        } finally {
            Files.delete(file);
        }
    }
}
