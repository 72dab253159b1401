package org.zpcidebug.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.zpcidebug.s390.BigEndian;

/**
 * The little that is known of structures when a kernel tells nothing: what was learnt of zpci_dev, and structures that
 * are the same in all kernels since 5.8.
 */
@SuppressWarnings("nls")
final class ScannedTypes implements KernelTypes {

    private static final Map<String, Structure> SAME_EVERYWHERE = Map.of(
            "airq_iv",
            new Learnt(
                    80,
                    Map.of(
                            "vector", Field.ofBytes(0, 8),
                            "ptr", Field.ofBytes(32, 8),
                            "data", Field.ofBytes(40, 8),
                            "bits", Field.ofBytes(48, 8),
                            "end", Field.ofBytes(56, 8),
                            "flags", Field.ofBytes(64, 8))),
            "zpci_bar_struct",
            new Learnt(
                    32,
                    Map.of(
                            "val", Field.ofBytes(24, 4),
                            "map_idx", Field.ofBytes(28, 2),
                            "size", Field.ofBytes(30, 1))));

    private final Structure function;

    private ScannedTypes(Structure function) {
        this.function = function;
    }

    /** Learns from all functions in the list that a scan found. */
    static ScannedTypes learn(KernelMemory memory, FunctionScan.Found found) throws Problem {
        List<BigEndian> functions = new ArrayList<>();
        Learnt least = new Learnt(
                LearntLayout.BYTES,
                Map.of(
                        "entry", Field.ofBytes(FunctionScan.ENTRY, 16),
                        "fid", Field.ofBytes(found.fidOffset(), 4),
                        "fh", Field.ofBytes(found.fidOffset() + 4, 4)));
        View.Layout layout = new View.Layout("zpci_dev", least, Source.SCAN);
        for (View view : new ZpciList(memory, layout, found.head()).read(List.of())) {
            functions.add(view.bytes());
        }
        Map<String, Field> fields = LearntLayout.of(functions, memory.space(), found.fidOffset());
        return new ScannedTypes(new Learnt(LearntLayout.BYTES, fields));
    }

    @Override
    public Source source() {
        return Source.SCAN;
    }

    @Override
    public Optional<Structure> structure(String name) {
        return name.equals("zpci_dev") ? Optional.of(function) : Optional.ofNullable(SAME_EVERYWHERE.get(name));
    }

    @Override
    public OptionalLong enumerator(String enumeration, String name) {
        return OptionalLong.empty();
    }

    /** A structure of which some members are known. */
    private record Learnt(int bytes, Map<String, Field> fields) implements Structure {

        @Override
        public Optional<Field> field(String path) {
            return Optional.ofNullable(fields.get(path));
        }
    }
}
