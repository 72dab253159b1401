package org.zpcidebug.app;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zpcidebug.Text;
import org.zpcidebug.zpci.ScanLimits;

/** A question about translation tables, as the user put it on the command line. */
@SuppressWarnings("nls")
final class Question {

    private static final String MAPPINGS = "-mappings";
    private static final String TRANSLATE = "-translate";
    private static final String REVERSE = "-reverse";
    private static final String LIMIT = "-limit";

    /** The options of such a question; all have a value. */
    static final Set<String> OPTIONS = Set.of(MAPPINGS, TRANSLATE, REVERSE, LIMIT);

    private static final long LARGEST_FID = 0xffff_ffffL;

    /** A mapping takes 16 bytes at most. */
    private static final long LARGEST_LIMIT = 1L << 30;

    /** What answers it. */
    interface Answer {
        void print(Translations translations);
    }

    private final Answer answer;
    private final long limit;

    private Question(Answer answer, long limit) {
        this.answer = answer;
        this.limit = limit;
    }

    /**
     * The question that is asked, if any.
     *
     * @throws UsageException when there are several, or it makes no sense
     */
    static Optional<Question> of(Options options) {
        List<String> asked = OPTIONS.stream()
                .filter(name -> !name.equals(LIMIT) && options.value(name).isPresent())
                .toList();
        if (asked.size() > 1) {
            throw new UsageException(Text.of(Question.class, "usage.oneQuestion"));
        }
        if (asked.isEmpty()) {
            if (options.value(LIMIT).isPresent()) {
                throw new UsageException(Text.of(Question.class, "usage.limitAlone"));
            }
            return Optional.empty();
        }
        String name = asked.get(0);
        Answer answer = answer(name, options.required(name));
        long limit = options.value(LIMIT)
                .map(text -> number(LIMIT, text, text, LARGEST_LIMIT))
                .orElse(ScanLimits.DEFAULT.mappings());
        return Optional.of(new Question(answer, limit));
    }

    private static Answer answer(String name, String value) {
        switch (name) {
            case MAPPINGS:
                long function = number(name, value, value, LARGEST_FID);
                return translations -> translations.mappings(function);
            case REVERSE:
                long address = number(name, value, value, -1);
                return translations -> translations.reverse(address);
            default:
                int colon = value.indexOf(':');
                long fid = number(name, value, value.substring(0, Math.max(0, colon)), LARGEST_FID);
                long iova = number(name, value, value.substring(colon + 1), -1);
                return translations -> translations.translate(fid, iova);
        }
    }

    /** An unsigned number, in hexadecimal after 0x, else decimal. */
    private static long number(String name, String value, String text, long largest) {
        try {
            long number = text.startsWith("0x")
                    ? Long.parseUnsignedLong(text, 2, text.length(), 16)
                    : Long.parseUnsignedLong(text);
            if (Long.compareUnsigned(number, largest) <= 0) {
                return number;
            }
        } catch (NumberFormatException expected) {
            // Told below.
        }
        throw new UsageException(Text.of(Question.class, "usage.number" + name, name, value));
    }

    /** How many mappings may be listed. */
    long limit() {
        return limit;
    }

    void answer(Translations translations) {
        answer.print(translations);
    }
}
