package org.zpcidebug.intercept;

import java.util.Arrays;
import org.zpcidebug.intercept.ProbeProgram.Ending;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.zpci.FunctionList;
import org.zpcidebug.zpci.ListedFunction;

/**
 * What one run of {@link SurveyProgram} left behind, as it is: the guest stands meanwhile, so that only what decides how
 * to go on is looked at.
 *
 * @param data up to the end of the answers, and at least up to the first entry of the list
 * @param first the number of the first function that was asked about, in this part of the list
 * @param end the number of the first one after it that was not
 */
@SuppressWarnings("nls")
record Survey(byte[] data, int first, int end) {

    private static final int TOKEN = SurveyProgram.REQUEST + FunctionList.RESUME;

    /** Whether something was left out that has to be asked for by other programs. */
    boolean isIncomplete() {
        return data[SurveyProgram.LEFT_OUT] != 0;
    }

    /** Whether it tells all about all functions. */
    boolean isAll() {
        return isEnded() && isDone() && first == 0 && token() == 0 && !isIncomplete();
    }

    private boolean isEnded() {
        return view().u64(SurveyProgram.BEHIND) != 0;
    }

    /** What to ask with for the next part of the list; 0 when this is the last one. */
    long token() {
        return isRefused() ? 0 : view().u64(TOKEN);
    }

    /**
     * Whether nothing of this part of the list is left to ask about.
     *
     * @throws ProbeException when the program does not get on
     */
    boolean isDone() {
        if (isRefused()) {
            return true;
        }
        int listed = (view().u16(SurveyProgram.REQUEST) - FunctionList.HEADER) / ListedFunction.BYTES;
        if (end < listed && end <= first) {
            throw ProbeException.of("probe.garbled");
        }
        return end >= listed;
    }

    private boolean isRefused() {
        return !Ending.of(view().u32(0), 0).isDone()
                || view().u16(SurveyProgram.REQUEST + ClpQuestions.RESPONSE_CODE) != ClpQuestions.DONE;
    }

    BigEndian view() {
        return new BigEndian(data);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Survey that && that.first == first && that.end == end && Arrays.equals(that.data, data);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return first + ".." + end;
    }
}
