package org.zpcidebug.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Layouts that come with this program, for kernels that tell nothing of their own. A file in {@code layouts} holds the
 * releases it is for, as regular expressions, and structures with the offsets and lengths of members in bytes.
 */
@SuppressWarnings("nls")
final class LayoutPack implements KernelTypes {

    private static final String FOLDER = "layouts/";
    private static final String INDEX = FOLDER + "index.txt";
    private static final int OFFSET = 1;
    private static final int LENGTH = 2;
    private static final int BITS = 3;

    private final List<Pattern> releases = new ArrayList<>();
    private final Map<String, PackedStructure> structures = new HashMap<>();
    private final Map<String, Long> enumerators = new HashMap<>();

    private LayoutPack(Reader text) throws IOException {
        PackedStructure current = null;
        for (String line : lines(text)) {
            String[] words = line.split(" +");
            switch (words[0]) {
                case "release" -> releases.add(Pattern.compile(words[1]));
                case "struct" -> {
                    current = new PackedStructure(Integer.parseInt(words[2]));
                    structures.put(words[1], current);
                }
                case "enumerator" ->
                    enumerators.put(words[1] + " " + words[OFFSET + 1], Long.valueOf(words[LENGTH + 1]));
                default -> current.fields.put(words[0], field(words));
            }
        }
    }

    /** Offset and length in bytes; a fourth word makes it a field of so many bits, from the left of the first byte. */
    private static Field field(String[] words) {
        int offset = Integer.parseInt(words[OFFSET]);
        return words.length > BITS
                ? new Field(offset * Byte.SIZE, Integer.parseInt(words[BITS]))
                : Field.ofBytes(offset, Integer.parseInt(words[LENGTH]));
    }

    /** The layout for a release, as {@code uname -r} prints it. */
    static Optional<KernelTypes> find(String release) {
        for (LayoutPack pack : Holder.PACKS) {
            if (pack.releases.stream().anyMatch(p -> p.matcher(release).matches())) {
                return Optional.of(pack);
            }
        }
        return Optional.empty();
    }

    /** Parses one file. */
    static LayoutPack parse(Reader text) throws IOException {
        return new LayoutPack(text);
    }

    @Override
    public Source source() {
        return Source.LAYOUT;
    }

    @Override
    public Optional<Structure> structure(String name) {
        return Optional.ofNullable(structures.get(name));
    }

    @Override
    public OptionalLong enumerator(String enumeration, String name) {
        Long value = enumerators.get(enumeration + " " + name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Lines without comments, empty lines and indentation. */
    private static List<String> lines(Reader text) throws IOException {
        try (BufferedReader reader = new BufferedReader(text)) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static Reader open(String name) {
        InputStream stream = LayoutPack.class.getResourceAsStream(name);
        return new InputStreamReader(stream, StandardCharsets.UTF_8);
    }

    /** A structure of a pack. */
    private static final class PackedStructure implements Structure {

        private final int bytes;
        private final Map<String, Field> fields = new HashMap<>();

        PackedStructure(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public int bytes() {
            return bytes;
        }

        @Override
        public Optional<Field> field(String path) {
            return Optional.ofNullable(fields.get(path));
        }
    }

    /** The packs, read when the first kernel needs one. */
    private static final class Holder {

        private static final List<LayoutPack> PACKS = load();

        private static List<LayoutPack> load() {
            try {
                List<LayoutPack> packs = new ArrayList<>();
                for (String name : lines(open(INDEX))) {
                    packs.add(new LayoutPack(open(FOLDER + name)));
                }
                return List.copyOf(packs);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
