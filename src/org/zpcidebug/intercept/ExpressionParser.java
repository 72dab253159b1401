package org.zpcidebug.intercept;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zpcidebug.Text;
import org.zpcidebug.intercept.Expression.Verdict;

/**
 * Reads conditions as a person types them: {@code instruction == MPCIFC && control == 4 || cc != 0}. Comparisons of a
 * field with a number or a word by {@code == != < <= > >=}, joined by {@code && || !} and parentheses ({@code and or not}
 * are understood too). Numbers are decimal or 0x..., and unsigned.
 */
@SuppressWarnings("nls")
final class ExpressionParser {

    /** What can be compared. */
    static final Set<String> FIELDS = Set.of(
            "instruction",
            "cpu",
            "site",
            "symbol",
            "function",
            "caller",
            "fid",
            "handle",
            "space",
            "length",
            "offset",
            "offsetEnd",
            "data",
            "iova",
            "iovaEnd",
            "bytes",
            "control",
            "dmaSpace",
            "operation",
            "isc",
            "address",
            "block",
            "command",
            "cc",
            "status",
            "response");

    private static final int LONGEST = 4096;
    private static final int DEEPEST = 64;
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*+(?:(0[xX][0-9a-fA-F]+|[0-9]+)(?![\\w])|([A-Za-z_][\\w.+]*)|\"([^\"]*)\"|(&&|\\|\\||[=!<>]=|[!<>()]))");

    private final String text;
    private final Matcher matcher;
    private int depth;
    private String symbol = "";
    private String word;
    private String quoted;
    private String number;
    private boolean atEnd;

    private ExpressionParser(String text) {
        this.text = text;
        this.matcher = TOKEN.matcher(text);
    }

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException with a message for the user when it is none
     */
    static Expression parse(String text) {
        if (text.length() > LONGEST) {
            throw problem("tooLong", Integer.toString(LONGEST));
        }
        ExpressionParser parser = new ExpressionParser(text);
        parser.advance();
        Expression expression = parser.or();
        if (!parser.atEnd) {
            throw parser.unexpected();
        }
        return expression;
    }

    private void advance() {
        number = null;
        word = null;
        quoted = null;
        symbol = "";
        if (matcher.lookingAt()) {
            number = matcher.group(1);
            word = matcher.group(2);
            quoted = matcher.group(3);
            symbol = matcher.group(4) == null ? joining(word) : matcher.group(4);
            matcher.region(matcher.end(), text.length());
        } else {
            atEnd = text.substring(matcher.regionStart()).isBlank();
            if (!atEnd) {
                throw unexpected();
            }
        }
    }

    /** Words that stand for symbols. */
    private static String joining(String word) {
        return switch (word == null ? "" : word) {
            case "and" -> "&&";
            case "or" -> "||";
            case "not" -> "!";
            default -> "";
        };
    }

    private Expression or() {
        Expression left = and();
        while (symbol.equals("||")) {
            advance();
            left = left.or(and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (symbol.equals("&&")) {
            advance();
            left = left.and(not());
        }
        return left;
    }

    private Expression not() {
        if (++depth > DEEPEST) {
            throw problem("tooDeep", Integer.toString(DEEPEST));
        }
        try {
            if (symbol.equals("!")) {
                advance();
                return not().not();
            }
            if (symbol.equals("(")) {
                advance();
                Expression inner = or();
                if (!symbol.equals(")")) {
                    throw unexpected();
                }
                advance();
                return inner;
            }
            return comparison();
        } finally {
            depth--;
        }
    }

    private Expression comparison() {
        String field = word;
        if (field == null || !symbol.isEmpty()) {
            throw unexpected();
        }
        if (!FIELDS.contains(field)) {
            throw problem("noField", field, String.join(" ", new TreeSet<>(FIELDS)));
        }
        advance();
        String operator = symbol;
        if (!operator.matches("[=!<>]=|[<>]")) {
            throw unexpected();
        }
        advance();
        Object constant = constant();
        advance();
        return fields -> compare(fields, field, operator, constant);
    }

    private Object constant() {
        if (number != null) {
            try {
                boolean isHex = number.startsWith("0x") || number.startsWith("0X");
                return isHex ? Long.parseUnsignedLong(number.substring(2), 16) : Long.parseUnsignedLong(number);
            } catch (NumberFormatException e) {
                throw problem("number", number);
            }
        }
        if (quoted == null && (word == null || !symbol.isEmpty())) {
            throw unexpected();
        }
        return quoted == null ? word : quoted;
    }

    private static Verdict compare(Function<String, Object> fields, String field, String operator, Object constant) {
        Object value = fields.apply(field);
        if (value == Expression.LATER) {
            return Verdict.OPEN;
        }
        if (value instanceof List<?> names) {
            boolean isAmong = names.stream().anyMatch(name -> constant.equals(name));
            return Verdict.of(isAmong == operator.equals("=="));
        }
        if (value == null || !value.getClass().equals(constant.getClass())) {
            return Verdict.FAILS;
        }
        int order = value instanceof Long number
                ? Long.compareUnsigned(number, (Long) constant)
                : value.toString().compareToIgnoreCase((String) constant);
        return Verdict.of(
                switch (operator) {
                    case "==" -> order == 0;
                    case "!=" -> order != 0;
                    case "<" -> order < 0;
                    case "<=" -> order <= 0;
                    case ">" -> order > 0;
                    default -> order >= 0;
                });
    }

    private IllegalArgumentException unexpected() {
        String rest =
                text.substring(Math.min(matcher.regionStart(), text.length())).strip();
        return problem("unexpected", rest.isEmpty() ? text.strip() : rest);
    }

    private static IllegalArgumentException problem(String key, Object... arguments) {
        return new IllegalArgumentException(Text.of(ExpressionParser.class, "where." + key, arguments));
    }
}
