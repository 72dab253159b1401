package org.zpcidebug.zpci;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zpcidebug.s390.TestStorage;
import org.zpcidebug.zpci.DmaTranslation.Verdict;
import org.zpcidebug.zpci.Iota.Designation;

/**
 * Tables of a Linux 6.1 guest, as they were in its memory: pages with their addresses, and what another program found
 * in them.
 */
class SampleTablesTest {

    private static final int PAGE = 4096;

    private final TestStorage storage = new TestStorage(64 << 20);
    private JsonObject found;

    private void load(String name) throws IOException {
        try (InputStream packed = SampleTablesTest.class.getResourceAsStream("tables/" + name + ".pages.gz");
                DataInputStream pages = new DataInputStream(new GZIPInputStream(packed));
                InputStream json = SampleTablesTest.class.getResourceAsStream("tables/" + name + ".json")) {
            found = JsonParser.parseReader(new InputStreamReader(json, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            // The last page may be short only by being absent.
            for (byte[] head = pages.readNBytes(Long.BYTES); head.length > 0; head = pages.readNBytes(Long.BYTES)) {
                storage.put(java.nio.ByteBuffer.wrap(head).getLong(), pages.readNBytes(PAGE));
            }
        }
    }

    private DmaSpace space() {
        DmaWindow window =
                new DmaWindow(found.get("pba").getAsLong(), found.get("pal").getAsLong());
        return new DmaSpace(Iota.ofTable(found.get("iota_table").getAsLong(), Designation.REGION_THIRD_TABLE), window);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fid100", "fid200", "fid300"})
    void hasTheMappingsThatAnotherWalkerFound(String name) throws IOException {
        load(name);
        List<List<Long>> mine = new ArrayList<>();
        ScanResult result = TableScan.run(storage, space(), ScanLimits.DEFAULT, (iova, address, bytes, writable) -> {
            assertThat(bytes).isEqualTo(PAGE);
            mine.add(List.of(iova, address));
        });
        List<List<Long>> others = new ArrayList<>();
        for (JsonElement pair : found.getAsJsonArray("valid")) {
            others.add(List.of(
                    pair.getAsJsonArray().get(0).getAsLong(),
                    pair.getAsJsonArray().get(1).getAsLong()));
        }
        assertThat(result.isComplete()).isTrue();
        assertThat(result.problems()).isEmpty();
        assertThat(result.stale()).isPositive();
        assertThat(mine).containsExactlyElementsOf(others);
        for (List<Long> pair : others) {
            DmaTranslation walk = DmaWalk.translate(storage, space(), pair.get(0) + 5);
            assertThat(walk.verdict()).isIn(Verdict.MAPPED, Verdict.READ_ONLY);
            assertThat(walk.address()).isEqualTo(pair.get(1) + 5);
        }
    }
}
