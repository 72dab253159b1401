package org.zpcidebug.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.testing.Repository;

/** The demo guest that is kept and shipped is what its sources give. */
class DemoGuestBuildTest {

    private static final String IMAGE = "guests/demo/zpci-demo.elf";
    private static final int ELF_S390 = 22;

    /** Opcodes by the instruction in a site's name: the first byte, and the second or (six bytes long) the last. */
    private static final Map<String, Integer> OPCODES = Map.ofEntries(
            Map.entry("clp", 0xb9a0),
            Map.entry("pcilg", 0xb9d2),
            Map.entry("pcistg", 0xb9d0),
            Map.entry("pcistb", 0xebd0),
            Map.entry("rpcit", 0xb9d3),
            Map.entry("mpcifc", 0xe3d0),
            Map.entry("stpcifc", 0xe3d4),
            Map.entry("sic", 0xebd1),
            Map.entry("pcilgi", 0xb9d6),
            Map.entry("pcistgi", 0xb9d4),
            Map.entry("pcistbi", 0xebd4),
            Map.entry("pciwb", 0xb9d5));

    @Test
    void isWhatItsSourcesGive(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        ProcessBuilder check =
                new ProcessBuilder(Repository.path("guests/demo/build").toString(), "--check");
        check.environment().put("TMPDIR", directory.toString());
        Process process =
                check.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(process.waitFor(240, TimeUnit.SECONDS))
                    .as("ends in time")
                    .isTrue();
        } finally {
            process.destroy();
        }
        String said = Files.readString(log);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).isEqualTo("zpci-demo.elf is what these sources give\n");
    }

    @Test
    void isShippedInThePlugin() throws IOException {
        Properties build = new Properties();
        try (Reader reader = Files.newBufferedReader(Repository.path("build.properties"))) {
            build.load(reader);
        }
        assertThat(List.of(build.getProperty("bin.includes").split(","))).contains(IMAGE);
        BigEndian header = new BigEndian(Files.readAllBytes(Repository.path(IMAGE)));
        assertThat(header.u32(0)).as("ELF").isEqualTo(0x7f454c46);
        assertThat(header.u16(0x12)).as("machine").isEqualTo(ELF_S390);
        assertThat(header.u64(0x18))
                .as("entry, where QEMU passes a command line")
                .isEqualTo(0x10000);
    }

    @Test
    void hasAPciInstructionAtEachSite() throws IOException {
        DemoGuestImage image = DemoGuestImage.kept();
        Map<String, Long> sites = image.sites();
        assertThat(sites.keySet()).containsExactlyInAnyOrderElementsOf(DemoGuestManual.sites());
        sites.forEach((name, address) -> {
            int expected = OPCODES.get(name.split("_")[1]);
            BigEndian code = image.at(address, 6);
            int second = (expected >> 8) == 0xb9 ? code.u8(1) : code.u8(5);
            assertThat(code.u8(0) << 8 | second).as(name).isEqualTo(expected);
        });
    }
}
