package org.zpcidebug.intercept;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** Asks everything about one function. Of its BARs only the MSI-X table and the pending bits are read. */
@SuppressWarnings("nls")
final class FunctionQuestions {

    private static final int CONFIG_SPACE = 15;
    private static final int CONFIG_PIECE = 4;

    /** What one program loads at most, so that its page holds it. */
    private static final int MOST_LOADED = 3072;

    private static final int BARS = 6;

    private final Injection injection;
    private final ListedFunction listed;
    private final int handle;
    private final Map<Integer, Known<QueriedGroup>> groups;

    FunctionQuestions(Injection injection, ListedFunction listed, Map<Integer, Known<QueriedGroup>> groups) {
        this.injection = injection;
        this.listed = listed;
        this.handle = listed.handle().bits();
        this.groups = groups;
    }

    ProbedFunction ask() {
        ProbeProgram program = new ProbeProgram();
        Answer query = ClpQuestions.function(program, handle);
        Answer controls = program.storeControls(handle, Fib.BYTES);
        Answer config = program.loads(handle, CONFIG_SPACE, 0, CONFIG_PIECE, ConfigSpace.BYTES / CONFIG_PIECE);
        byte[] page = injection.run(program);
        Known<QueriedFunction> queried = ClpQuestions.function(query, page);
        Known<ConfigSpace> space = loaded(config, page).map(bytes -> extended(new ConfigSpace(bytes)));
        Known<MsixCapability> msix = msix(space);
        return new ProbedFunction(
                listed,
                known(controls, page, "STPCIFC", StatusCode.Instruction.STORE_CONTROLS)
                        .map(bytes -> Fib.of(new BigEndian(bytes))),
                queried,
                group(queried),
                space,
                table(msix),
                pending(msix));
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

    private Known<QueriedGroup> group(Known<QueriedFunction> queried) {
        if (!queried.isKnown()) {
            return Known.unknown(queried.problem());
        }
        return groups.computeIfAbsent(queried.value().pfgid(), pfgid -> {
            ProbeProgram program = new ProbeProgram();
            Answer answer = ClpQuestions.group(program, pfgid);
            return ClpQuestions.group(answer, injection.run(program));
        });
    }

    /** With the extended space of a PCI Express device, if it can be read. */
    private ConfigSpace extended(ConfigSpace space) {
        if (!space.isExpress()) {
            return space;
        }
        int more = ConfigSpace.EXTENDED_BYTES - ConfigSpace.BYTES;
        Known<byte[]> rest = load(CONFIG_SPACE, ConfigSpace.BYTES, CONFIG_PIECE, more);
        return rest.isKnown() ? new ConfigSpace(joined(List.of(space.bytes(), rest.value()))) : space;
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

    private Known<List<MsixEntry>> table(Known<MsixCapability> msix) {
        if (!msix.isKnown()) {
            return Known.unknown(msix.problem());
        }
        int bytes = msix.value().entries() * MsixEntry.BYTES;
        return load(msix.value().tableBar(), msix.value().tableOffset(), Long.BYTES, bytes)
                .map(FunctionQuestions::entries);
    }

    private static List<MsixEntry> entries(byte[] table) {
        List<MsixEntry> entries = new ArrayList<>();
        for (int at = 0; at < table.length; at += MsixEntry.BYTES) {
            entries.add(MsixEntry.of(table, at));
        }
        return List.copyOf(entries);
    }

    /** A bit for each vector, the first one the lowest of the first byte. */
    private Known<List<Boolean>> pending(Known<MsixCapability> msix) {
        if (!msix.isKnown()) {
            return Known.unknown(msix.problem());
        }
        int entries = msix.value().entries();
        int bytes = (entries + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
        return load(msix.value().pendingBar(), msix.value().pendingOffset(), Long.BYTES, bytes)
                .map(bits -> {
                    List<Boolean> pending = new ArrayList<>();
                    for (int i = 0; i < entries; i++) {
                        pending.add((bits[i / Byte.SIZE] >> i % Byte.SIZE & 1) != 0);
                    }
                    return List.copyOf(pending);
                });
    }

    private Known<byte[]> load(int space, long offset, int piece, int bytes) {
        List<byte[]> parts = new ArrayList<>();
        for (int done = 0; done < bytes; done += MOST_LOADED) {
            ProbeProgram program = new ProbeProgram();
            int part = Math.min(MOST_LOADED, bytes - done);
            Answer answer = program.loads(handle, space, offset + done, piece, part / piece);
            Known<byte[]> loaded = loaded(answer, injection.run(program));
            if (!loaded.isKnown()) {
                return loaded;
            }
            parts.add(loaded.value());
        }
        return Known.of(joined(parts));
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
