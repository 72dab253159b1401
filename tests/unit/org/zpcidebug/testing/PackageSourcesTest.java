package org.zpcidebug.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** guests/packages/sources: another suite from the machine's own package sources, whatever their format. */
class PackageSourcesTest {

    @TempDir
    Path etc;

    @BeforeEach
    void directory() throws IOException {
        Files.createDirectory(etc.resolve("sources.list.d"));
    }

    @Test
    void readsTheOneLineFormat() throws Exception {
        Files.writeString(
                etc.resolve("sources.list"),
                """
                # a comment
                deb [arch=amd64 signed-by=/keys/debian.gpg] mirror://here/debian stable main contrib # ours
                deb-src mirror://here/debian stable main
                deb mirror://here/security stable-security main
                """);

        assertThat(sources())
                .isEqualTo(
                        """
                Types: deb
                URIs: mirror://here/debian
                Suites: bookworm bookworm-backports
                Components: main
                Targets: Packages
                Signed-By: /keys/debian.gpg

                Types: deb
                URIs: mirror://here/security
                Suites: bookworm-security
                Components: main
                Targets: Packages
                """);
    }

    @Test
    void readsTheStanzaFormat() throws Exception {
        Files.writeString(
                etc.resolve("sources.list.d/debian.sources"),
                """
                Types: deb deb-src
                # a comment
                URIs: mirror://here/debian
                 mirror://there/debian
                suites: bookworm bookworm-updates bookworm-backports
                Components: main non-free
                Architectures: amd64
                Signed-By:
                 -----BEGIN PGP PUBLIC KEY BLOCK-----
                 .
                 key
                """);

        assertThat(sources())
                .isEqualTo(
                        """
                Types: deb
                URIs: mirror://here/debian
                 mirror://there/debian
                Suites: bookworm bookworm-backports bookworm-updates
                Components: main
                Targets: Packages
                Signed-By:\s
                 -----BEGIN PGP PUBLIC KEY BLOCK-----
                 .
                 key
                """);
    }

    @Test
    void leavesOutWhatIsDisabledOrNotDebian() throws Exception {
        Files.writeString(
                etc.resolve("sources.list.d/other.list"),
                """
                deb mirror://other cloud-bookworm main
                deb mirror://other bookworm stable
                deb cdrom:[Debian GNU/Linux]/ bookworm main
                """);
        Files.writeString(
                etc.resolve("sources.list.d/off.sources"),
                """
                Enabled: no
                Types: deb
                URIs: mirror://here/debian
                Suites: bookworm
                Components: main
                """);
        Files.writeString(
                etc.resolve("sources.list.d/debian.sources.disabled"), "deb mirror://here/debian bookworm main\n");

        assertThat(sources()).isEmpty();
    }

    private String sources() throws Exception {
        Path output = etc.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        Repository.path("guests/packages/sources").toString(), "bookworm")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("ZPCIDEBUG_APT_ETC", etc.toString());
        assertThat(builder.start().waitFor()).isZero();
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
