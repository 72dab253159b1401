package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zpcidebug.linux.KernelTypes.Source;

/** Debug information without BTF; needs the programs pahole and the cross compiler. */
class PaholeTest {

    private static final String PROGRAM =
            """
            struct list_head { struct list_head *next, *prev; };
            enum zpci_state { ZPCI_FN_STATE_STANDBY, ZPCI_FN_STATE_CONFIGURED };
            struct zpci_dev {
                void *zbus;
                struct list_head entry;
                enum zpci_state state;
                unsigned int fid, fh;
                unsigned char a : 3, b : 1;
                unsigned long uid;
            } thing;
            void _stext(void) { thing.uid = 1; }
            """;

    @TempDir
    private Path folder;

    private Path vmlinux;

    @BeforeEach
    void compile() throws Exception {
        Path source = Files.writeString(folder.resolve("kernel.c"), PROGRAM);
        vmlinux = folder.resolve("vmlinux");
        List<String> command = List.of(
                "s390x-linux-gnu-gcc",
                "-g",
                "-O1",
                "-nostdlib",
                "-static",
                "-Wl,-e,_stext",
                "-Wl,--build-id=0x" + SmallKernel.BUILD_ID,
                "-o",
                vmlinux.toString(),
                source.toString());
        Process compiler = new ProcessBuilder(command).inheritIO().start();
        assertThat(compiler.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(compiler.exitValue()).isZero();
    }

    @Test
    void structuresOutOfDebugInformation() throws Exception {
        List<String> notices = new ArrayList<>();
        VmCoreInfo info = VmCoreInfo.parse(("BUILD-ID=" + SmallKernel.BUILD_ID + "\n").getBytes());

        KernelData.Types types = KernelFile.of(Optional.of(vmlinux), info, notices)
                .types(() -> false, notices)
                .orElseThrow(() -> new AssertionError(notices));

        assertThat(notices).isEmpty();
        assertThat(types.source()).isEqualTo(Source.DWARF);
        BtfTypes found = new BtfTypes(types.parsed(), types.source());
        assertThat(found.structure("zpci_dev").orElseThrow().field("fh")).contains(Field.ofBytes(32, 4));
        assertThat(found.structure("zpci_dev").orElseThrow().field("b")).contains(new Field(36 * 8 + 3, 1));
        assertThat(found.structure("zpci_dev").orElseThrow().field("entry.prev"))
                .contains(Field.ofBytes(16, 8));
        assertThat(found.enumerator("zpci_state", "ZPCI_FN_STATE_CONFIGURED")).hasValue(1);
    }

    @Test
    void conversionThatFailsOrIsCancelled() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "no program");
        assertThatThrownBy(() -> Btf.parse(Pahole.btf(text, () -> false))).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Pahole.btf(folder.resolve("gone"), () -> false))
                .isInstanceOf(Problem.class);
    }
}
