package org.zpcidebug.intercept;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.zpcidebug.Text;
import org.zpcidebug.intercept.ProbeProgram.Answer;
import org.zpcidebug.intercept.ProbeProgram.Ending;
import org.zpcidebug.linux.Known;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.zpci.ConditionCode;
import org.zpcidebug.zpci.ConfigSpace;
import org.zpcidebug.zpci.Fib;
import org.zpcidebug.zpci.ListedFunction;
import org.zpcidebug.zpci.MsixCapability;
import org.zpcidebug.zpci.MsixEntry;
import org.zpcidebug.zpci.QueriedFunction;
import org.zpcidebug.zpci.QueriedGroup;
import org.zpcidebug.zpci.StatusCode;

/**
 * Asks everything about one function, in three goes: what is asked later depends on the answers before. Of its BARs only
 * the MSI-X table and the pending bits are read, and what the user has named; of a PCI Express device's extended
 * configuration space as much as its capabilities take.
 */
@SuppressWarnings("nls")
final class FunctionQuestions {

    private static final int CONFIG_SPACE = 15;
    private static final int CONFIG_PIECE = 4;

    /** What one program loads at most of one thing, so that its page holds it. */
    private static final int MOST_LOADED = 2048;

    /** For operands, and for how an instruction ended. */
    private static final int OVERHEAD = 64;

    private static final int BARS = 6;

    private final ListedFunction listed;
    private final int handle;
    private final Map<Integer, Known<QueriedGroup>> groups;
    private final Map<BarRange, Loaded> named = new LinkedHashMap<>();
    private Known<QueriedFunction> query = Known.unknown("");
    private Known<Fib> controls = Known.unknown("");
    private Known<ConfigSpace> config = Known.unknown("");
    private Known<MsixCapability> msix = Known.unknown("");
    private Loaded table;
    private Loaded pending;
    private Loaded extension;
    private Loaded more;

    /**
     * Asks about a function.
     *
     * @param groups what was answered about groups already, by PFGID; more is added
     * @param named words of BARs, of all functions
     */
    FunctionQuestions(ListedFunction listed, Map<Integer, Known<QueriedGroup>> groups, List<BarRange> named) {
        this.listed = listed;
        this.handle = listed.handle().bits();
        this.groups = groups;
        named.stream()
                .filter(range -> range.fid() == listed.fid())
                .forEach(range -> this.named.put(range, new Loaded(range.length())));
    }

    /** Bytes that are loaded piece by piece, perhaps by several programs. */
    private static final class Loaded {
        private final byte[] bytes;
        private String problem;

        Loaded(int length) {
            bytes = new byte[length];
        }

        void arrived(int at, Known<byte[]> part) {
            if (part.isKnown()) {
                System.arraycopy(part.value(), 0, bytes, at, part.value().length);
            } else {
                problem = part.problem();
            }
        }

        Known<byte[]> result() {
            return problem == null ? Known.of(bytes) : Known.unknown(problem);
        }
    }

    /** What can be asked at once. */
    void askFirst(Questions questions) {
        questions.add(
                ClpQuestions.FUNCTION_BYTES,
                program -> ClpQuestions.function(program, handle),
                (answer, page) -> query = ClpQuestions.function(answer, page));
        questions.add(
                Fib.BYTES + OVERHEAD,
                program -> program.storeControls(handle, Fib.BYTES),
                (answer, page) -> controls = known(answer, page, "STPCIFC", StatusCode.Instruction.STORE_CONTROLS)
                        .map(bytes -> Fib.of(new BigEndian(bytes))));
        questions.add(
                ConfigSpace.BYTES + OVERHEAD,
                program -> program.loads(handle, CONFIG_SPACE, 0, CONFIG_PIECE, ConfigSpace.BYTES / CONFIG_PIECE),
                (answer, page) -> config = loaded(answer, page).map(ConfigSpace::new));
    }

    /** What depends on the first answers. */
    void askSecond(Questions questions) {
        if (query.isKnown() && !groups.containsKey(query.value().pfgid())) {
            int pfgid = query.value().pfgid();
            groups.put(pfgid, Known.unknown(""));
            questions.add(
                    ClpQuestions.GROUP_BYTES,
                    program -> ClpQuestions.group(program, pfgid),
                    (answer, page) -> groups.put(pfgid, ClpQuestions.group(answer, page)));
        }
        msix = msix(config);
        if (msix.isKnown()) {
            int entries = msix.value().entries();
            table = load(
                    questions,
                    msix.value().tableBar(),
                    msix.value().tableOffset(),
                    Long.BYTES,
                    entries * MsixEntry.BYTES);
            int bytes = (entries + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
            pending = load(questions, msix.value().pendingBar(), msix.value().pendingOffset(), Long.BYTES, bytes);
        }
        if (config.isKnown() && config.value().isExpress()) {
            extension = load(questions, CONFIG_SPACE, ConfigSpace.BYTES, CONFIG_PIECE, ConfigSpace.BYTES);
        }
        named.forEach(
                (range, loaded) -> load(questions, loaded, range.bar(), range.offset(), BarRange.WORD, range.length()));
    }

    /** The rest of the extended configuration space, if a capability lies there. */
    void askThird(Questions questions) {
        if (extension != null && extended(config.value()).continues()) {
            int rest = ConfigSpace.EXTENDED_BYTES - 2 * ConfigSpace.BYTES;
            more = load(questions, CONFIG_SPACE, 2 * ConfigSpace.BYTES, CONFIG_PIECE, rest);
        }
    }

    /** All answers. */
    ProbedFunction answers() {
        Known<QueriedGroup> group =
                query.isKnown() ? groups.get(query.value().pfgid()) : Known.unknown(query.problem());
        return new ProbedFunction(
                listed,
                controls,
                query,
                group,
                config.map(this::extended),
                msix.isKnown() ? table.result().map(FunctionQuestions::entries) : Known.unknown(msix.problem()),
                msix.isKnown() ? pending.result().map(this::bits) : Known.unknown(msix.problem()),
                named.entrySet().stream()
                        .map(each -> new BarWords(
                                each.getKey(), each.getValue().result().map(BigEndian::new)))
                        .toList());
    }

    private Loaded load(Questions questions, int space, long offset, int piece, int bytes) {
        Loaded loaded = new Loaded(bytes);
        load(questions, loaded, space, offset, piece, bytes);
        return loaded;
    }

    private void load(Questions questions, Loaded loaded, int space, long offset, int piece, int bytes) {
        for (int done = 0; done < bytes; done += MOST_LOADED) {
            int at = done;
            int part = Math.min(MOST_LOADED, bytes - done);
            questions.add(
                    part + OVERHEAD,
                    program -> program.loads(handle, space, offset + at, piece, part / piece),
                    (answer, page) -> loaded.arrived(at, loaded(answer, page)));
        }
    }

    private static Known<byte[]> loaded(Answer answer, byte[] page) {
        return known(answer, page, "PCILG", StatusCode.Instruction.LOAD_STORE);
    }

    private static Known<byte[]> known(Answer answer, byte[] page, String name, StatusCode.Instruction instruction) {
        Ending ending = answer.ending(page);
        if (ending.isDone()) {
            return Known.of(answer.of(page).bytes(0, answer.bytes()));
        }
        ConditionCode condition = ConditionCode.values()[ending.condition()];
        String why = condition == ConditionCode.FAILED
                ? new StatusCode(instruction, ending.status()).words()
                : condition.words();
        return Known.unknown(Text.of(FunctionQuestions.class, "probe.failed", name, why));
    }

    /** With what was read of the extended space of a PCI Express device. */
    private ConfigSpace extended(ConfigSpace space) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(ConfigSpace.EXTENDED_BYTES);
        all.writeBytes(space.bytes());
        Stream.of(Optional.ofNullable(extension), Optional.ofNullable(more))
                .map(part -> part.map(loaded -> loaded.result().orElse(null)))
                .takeWhile(Optional::isPresent)
                .forEach(part -> all.writeBytes(part.get()));
        return new ConfigSpace(all.toByteArray());
    }

    private static Known<MsixCapability> msix(Known<ConfigSpace> space) {
        if (!space.isKnown()) {
            return Known.unknown(space.problem());
        }
        return space.value()
                .msix()
                .filter(msix -> msix.tableBar() < BARS && msix.pendingBar() < BARS)
                .map(Known::of)
                .orElseGet(() -> Known.unknown(Text.of(FunctionQuestions.class, "probe.noMsix")));
    }

    private static List<MsixEntry> entries(byte[] table) {
        List<MsixEntry> entries = new ArrayList<>();
        for (int at = 0; at < table.length; at += MsixEntry.BYTES) {
            entries.add(MsixEntry.of(table, at));
        }
        return List.copyOf(entries);
    }

    /** A bit for each vector, the first one the lowest of the first byte. */
    private List<Boolean> bits(byte[] bits) {
        List<Boolean> set = new ArrayList<>();
        for (int i = 0; i < msix.value().entries(); i++) {
            set.add((bits[i / Byte.SIZE] >> i % Byte.SIZE & 1) != 0);
        }
        return List.copyOf(set);
    }
}
