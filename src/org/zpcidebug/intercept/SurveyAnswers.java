package org.zpcidebug.intercept;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.zpcidebug.intercept.ProbeProgram.Ending;
import org.zpcidebug.linux.Known;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.zpci.Fib;
import org.zpcidebug.zpci.FunctionList;
import org.zpcidebug.zpci.ListedFunction;
import org.zpcidebug.zpci.QueriedFunction;
import org.zpcidebug.zpci.QueriedGroup;
import org.zpcidebug.zpci.StatusCode;

/**
 * What {@link SurveyProgram} left behind.
 *
 * @param list a part of the list of functions
 * @param functions those of the part that were asked about, from the first that was meant on
 */
@SuppressWarnings("nls")
record SurveyAnswers(FunctionList list, List<SurveyedFunction> functions) {

    private static final int SPACE_SHIFT = 16;
    private static final int SPACE_MASK = 0xff;
    private static final int LENGTH_MASK = 0xf;

    /** Copies the list. */
    SurveyAnswers {
        functions = List.copyOf(functions);
    }

    /** Where bytes were loaded from: a BAR or the configuration space, and the offset in it. */
    record Place(int space, long offset) {}

    /**
     * What is known of a function.
     *
     * @param loaded by where it begins
     */
    record SurveyedFunction(
            ListedFunction listed,
            Known<QueriedFunction> query,
            Known<QueriedGroup> group,
            Known<Fib> controls,
            Map<Place, Known<byte[]>> loaded) {}

    /**
     * Reads it.
     *
     * @throws ProbeException when the functions cannot be listed, or the answers are not what the program leaves
     */
    static SurveyAnswers of(Survey survey) {
        BigEndian data = survey.view();
        try {
            int most = Math.min(SurveyProgram.REQUEST + SurveyProgram.LIST_BYTES, data.length());
            BigEndian response = data.slice(SurveyProgram.REQUEST, most - SurveyProgram.REQUEST);
            Known<FunctionList> list = ClpQuestions.read(Ending.of(data.u32(0), 0), response, FunctionList::of);
            if (!list.isKnown()) {
                throw ProbeException.of("probe.noList", list.problem());
            }
            int at = SurveyProgram.REQUEST + align(response.u16(0));
            List<SurveyedFunction> functions = new ArrayList<>();
            for (int i = survey.first(); i < survey.end(); i++) {
                BigEndian record = data.slice(at, SurveyProgram.PARTS);
                Map<Place, Known<byte[]>> loaded = new HashMap<>();
                at = load(data, at + SurveyProgram.PARTS, loaded);
                functions.add(function(list.value().functions().get(i), record, loaded));
            }
            return new SurveyAnswers(list.value(), functions);
        } catch (IndexOutOfBoundsException e) {
            throw ProbeException.caused(e, "probe.garbled");
        }
    }

    private static SurveyedFunction function(
            ListedFunction listed, BigEndian record, Map<Place, Known<byte[]>> loaded) {
        Ending controls =
                Ending.of(record.u32(SurveyProgram.CONTROLS + Integer.BYTES), record.u32(SurveyProgram.CONTROLS));
        return new SurveyedFunction(
                listed,
                answered(record, 0, QueriedFunction.BYTES, QueriedFunction::of),
                answered(record, SurveyProgram.GROUP, SurveyProgram.GROUP_BYTES, QueriedGroup::of),
                Endings.known(
                                controls,
                                record.bytes(SurveyProgram.CONTROLS + SurveyProgram.BLOCK, Fib.BYTES),
                                "STPCIFC",
                                StatusCode.Instruction.STORE_CONTROLS)
                        .map(bytes -> Fib.of(new BigEndian(bytes))),
                Map.copyOf(loaded));
    }

    private static <T> Known<T> answered(BigEndian record, int at, int bytes, Function<BigEndian, T> decode) {
        return ClpQuestions.read(Ending.of(record.u32(at), 0), record.slice(at + SurveyProgram.REQUEST, bytes), decode);
    }

    /** Takes up what was loaded, and returns where it ends. */
    private static int load(BigEndian data, int from, Map<Place, Known<byte[]>> loaded) {
        int at = from;
        while (data.u32(at) != 0) {
            long request = data.u32(at);
            int piece = (int) request & LENGTH_MASK;
            long left = data.u32(at + 8);
            long count = data.u32(at + 12);
            if (left > count || count > SurveyProgram.MOST_LOADS) {
                throw new IndexOutOfBoundsException(at);
            }
            Place place = new Place((int) (request >>> SPACE_SHIFT) & SPACE_MASK, data.u64(at + 16));
            int bytes = (int) (count - left) * piece;
            at += SurveyProgram.PART_HEADER;
            Ending ending = left == 0 ? new Ending(0, 0) : Ending.of(data.u32(at - 20), request);
            loaded.put(place, Endings.known(ending, data.bytes(at, bytes), "PCILG", StatusCode.Instruction.LOAD_STORE));
            at += align(bytes);
        }
        return at + Long.BYTES;
    }

    private static int align(int bytes) {
        return bytes + Long.BYTES - 1 & -Long.BYTES;
    }
}
