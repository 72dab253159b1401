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
import org.zpcidebug.intercept.SurveyAnswers.Place;
import org.zpcidebug.intercept.SurveyAnswers.SurveyedFunction;
import org.zpcidebug.linux.Known;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.zpci.ConfigSpace;
import org.zpcidebug.zpci.MsixCapability;
import org.zpcidebug.zpci.MsixEntry;
import org.zpcidebug.zpci.QueriedFunction;
import org.zpcidebug.zpci.QueriedGroup;
import org.zpcidebug.zpci.StatusCode;

/**
 * Puts together what is asked about one function: what the survey gave, and what it left out, which is asked in two goes.
 * Of its BARs only the MSI-X table and the pending bits are read, and what the user has named; of a PCI Express device's
 * extended configuration space as much as its capabilities take.
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

    private final SurveyedFunction survey;
    private final int handle;
    private final Map<BarRange, Loaded> named = new LinkedHashMap<>();
    private final Known<ConfigSpace> config;
    private final Known<MsixCapability> msix;
    private final Optional<Loaded> table;
    private final Optional<Loaded> pending;
    private final Optional<Loaded> extension;
    private Optional<Loaded> more = Optional.empty();

    /**
     * Asks about a function.
     *
     * @param survey what was answered already
     * @param named words of BARs, of all functions
     */
    FunctionQuestions(SurveyedFunction survey, List<BarRange> named) {
        this.survey = survey;
        this.handle = survey.listed().handle().bits();
        config = new Loaded(CONFIG_SPACE, 0, CONFIG_PIECE, ConfigSpace.BYTES)
                .result()
                .map(ConfigSpace::new);
        msix = msix(config);
        Optional<MsixCapability> capability = Optional.ofNullable(msix.orElse(null));
        table = capability.map(
                one -> new Loaded(one.tableBar(), one.tableOffset(), Long.BYTES, one.entries() * MsixEntry.BYTES));
        pending = capability.map(
                one -> new Loaded(one.pendingBar(), one.pendingOffset(), Long.BYTES, bytesOfBits(one.entries())));
        extension = Optional.ofNullable(config.orElse(null))
                .filter(ConfigSpace::isExpress)
                .map(space -> new Loaded(CONFIG_SPACE, ConfigSpace.BYTES, CONFIG_PIECE, ConfigSpace.BYTES));
        named.stream()
                .filter(range -> range.fid() == survey.listed().fid())
                .forEach(range ->
                        this.named.put(range, new Loaded(range.bar(), range.offset(), BarRange.WORD, range.length())));
    }

    private static int bytesOfBits(int count) {
        return (count + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
    }

    /** Bytes that the survey loaded, or that are loaded piece by piece, perhaps by several programs. */
    private final class Loaded {
        private final int space;
        private final long offset;
        private final int piece;
        private final byte[] bytes;
        private boolean isAsked;
        private String problem;

        Loaded(int space, long offset, int piece, int length) {
            this.space = space;
            this.offset = offset;
            this.piece = piece;
            bytes = new byte[length];
            Known<byte[]> surveyed = survey.loaded().get(new Place(space, offset));
            if (surveyed != null && (!surveyed.isKnown() || surveyed.value().length == length)) {
                isAsked = true;
                arrived(0, surveyed);
            }
        }

        private void arrived(int at, Known<byte[]> part) {
            if (part.isKnown()) {
                System.arraycopy(part.value(), 0, bytes, at, part.value().length);
            } else {
                problem = part.problem();
            }
        }

        /** Asks, unless the survey did. */
        void ask(Questions questions) {
            for (int done = 0; done < bytes.length && !isAsked; done += MOST_LOADED) {
                int at = done;
                int part = Math.min(MOST_LOADED, bytes.length - done);
                questions.add(
                        part + OVERHEAD,
                        program -> program.loads(handle, space, offset + at, piece, part / piece),
                        (answer, page) -> arrived(at, loaded(answer, page)));
            }
            isAsked = true;
        }

        Known<byte[]> result() {
            if (!isAsked) {
                return Known.unknown(Text.of(FunctionQuestions.class, "probe.garbled"));
            }
            return problem == null ? Known.of(bytes) : Known.unknown(problem);
        }
    }

    /** What the survey left out. */
    void askRest(Questions questions) {
        Stream.of(table, pending, extension).flatMap(Optional::stream).forEach(loaded -> loaded.ask(questions));
        named.values().forEach(loaded -> loaded.ask(questions));
    }

    /** The rest of the extended configuration space, if a capability lies there. */
    void askMore(Questions questions) {
        if (extension.isPresent() && extended(config.value()).continues()) {
            int rest = ConfigSpace.EXTENDED_BYTES - 2 * ConfigSpace.BYTES;
            more = Optional.of(new Loaded(CONFIG_SPACE, 2 * ConfigSpace.BYTES, CONFIG_PIECE, rest));
            more.get().ask(questions);
        }
    }

    /** All answers. */
    ProbedFunction answers() {
        Known<QueriedFunction> query = survey.query();
        Known<QueriedGroup> group = query.isKnown() ? survey.group() : Known.unknown(query.problem());
        return new ProbedFunction(
                survey.listed(),
                survey.controls(),
                query,
                group,
                config.map(this::extended),
                table.map(Loaded::result)
                        .orElseGet(() -> Known.unknown(msix.problem()))
                        .map(FunctionQuestions::entries),
                pending.map(Loaded::result)
                        .orElseGet(() -> Known.unknown(msix.problem()))
                        .map(this::bits),
                named.entrySet().stream()
                        .map(each -> new BarWords(
                                each.getKey(), each.getValue().result().map(BigEndian::new)))
                        .toList());
    }

    private static Known<byte[]> loaded(Answer answer, byte[] page) {
        return Endings.known(
                answer.ending(page),
                answer.of(page).bytes(0, answer.bytes()),
                "PCILG",
                StatusCode.Instruction.LOAD_STORE);
    }

    /** With what was read of the extended space of a PCI Express device, where there are not only ones. */
    private ConfigSpace extended(ConfigSpace space) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(ConfigSpace.EXTENDED_BYTES);
        all.writeBytes(space.bytes());
        Stream.of(extension, more)
                .map(part -> part.map(loaded -> loaded.result().orElse(null)))
                .takeWhile(part -> part.isPresent() && !ConfigSpace.isAllOnes(part.get()))
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
