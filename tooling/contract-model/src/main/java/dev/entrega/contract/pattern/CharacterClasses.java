package dev.entrega.contract.pattern;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What an escape stands for, as the JDK takes it, since that is what validates at run time. */
final class CharacterClasses {

    static final CodePoints DOT = named("[^\\n\\r\\u0085\\u2028\\u2029]", 0x2029);

    private static final CodePoints DIGIT = CodePoints.range('0', '9');
    private static final CodePoints WORD =
            DIGIT.or(CodePoints.range('a', 'z')).or(CodePoints.range('A', 'Z')).or(CodePoints.of('_'));
    private static final CodePoints SPACE = CodePoints.range('\t', '\r').or(CodePoints.of(' '));

    private CharacterClasses() {}

    /** For a letter after the backslash, other than those with operands. */
    static CodePoints escaped(int letter) throws UnsupportedPatternException {
        return switch (letter) {
            case 'd' -> DIGIT;
            case 'D' -> DIGIT.not();
            case 'w' -> WORD;
            case 'W' -> WORD.not();
            case 's' -> SPACE;
            case 'S' -> SPACE.not();
            case 't' -> CodePoints.of('\t');
            case 'n' -> CodePoints.of('\n');
            case 'r' -> CodePoints.of('\r');
            case 'f' -> CodePoints.of('\f');
            default -> {
                if (letter >= '1' && letter <= '9') {
                    throw new UnsupportedPatternException("the back-reference \\" + (char) letter);
                }
                if (Character.isLetterOrDigit(letter)) {
                    throw new UnsupportedPatternException("the escape \\" + Character.toString(letter));
                }
                yield CodePoints.of(letter);
            }
        };
    }

    /** A Unicode property, {@code \p{Lu}}. */
    static CodePoints property(String escape) throws UnsupportedPatternException {
        try {
            return named(escape, Character.MAX_CODE_POINT);
        } catch (PatternSyntaxException e) {
            throw new UnsupportedPatternException("the property " + escape);
        }
    }

    /** @param last of the code points that are asked about; those behind it are as the last one */
    private static CodePoints named(String expression, int last) {
        var matcher = Pattern.compile(expression).matcher("");
        boolean rest =
                matcher.reset(Character.toString(Character.MAX_CODE_POINT)).matches();
        return CodePoints.matching(point ->
                point > last ? rest : matcher.reset(Character.toString(point)).matches());
    }
}
