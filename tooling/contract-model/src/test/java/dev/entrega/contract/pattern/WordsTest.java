package dev.entrega.contract.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    private static final int ANY = Integer.MAX_VALUE;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "^[A-Z]{3}$; ^[A-Z]{2,3}$; ''",
                "^[A-Z]{2,3}$; ^[A-Z]{3}$; AA",
                "^(a|b)*$; ^[ab]*$; ''",
                "^[ab]*$; ^(a|b)+$; ''",
                "b; ^b; 'ab'",
                "^ab$|^c$; ^(ab|c)$; ''",
                "^\\d+$; ^[0-9]+$; ''",
                "^.$; ^[^\\n]$; ''",
                "^\\p{Lu}$; ^[A-Z]$; À",
            })
    void findsAWordThatOnePatternMatchesAndTheOtherDoesNot(String one, String other, String expected) throws Exception {
        var found = Words.find(List.of(one), other, 0, ANY, 1);

        assertThat(found.complete()).isTrue();
        if (expected.isEmpty() && !one.equals("^[ab]*$")) {
            assertThat(found.words()).isEmpty();
        } else {
            assertThat(found.words()).containsExactly(expected);
        }
    }

    @Test
    void countsCodePointsBetweenTheBounds() throws Exception {
        assertThat(Words.find(List.of("^😀*$"), null, 3, 3, 1).words()).containsExactly("😀😀😀");
        assertThat(Words.find(List.of("^(ab)*$"), null, 3, 3, 1)).isEqualTo(new Words.Found(List.of(), true));
    }

    @Test
    void whatIsFoundIsMatchedByTheJdkAsWell() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        List<String> parts =
                List.of("a", "b", "[ab]", "[^a]", "(a|bc)", "a?", "b*", "(ab)+", "c{1,2}", ".", "\\d", "^", "$");
        int read = 0;
        for (int i = 0; i < 400; i++) {
            StringBuilder one = new StringBuilder();
            StringBuilder other = new StringBuilder();
            for (int j = 0; j < 3; j++) {
                one.append(parts.get(random.nextInt(parts.size())));
                other.append(parts.get(random.nextInt(parts.size())));
            }
            try {
                for (String word : Words.find(List.of(one.toString()), other.toString(), 0, 5, 3)
                        .words()) {
                    read++;
                    assertThat(Pattern.compile(one.toString().replace("$", "\\z"))
                                    .matcher(word)
                                    .find())
                            .as("%s finds '%s'", one, word)
                            .isTrue();
                    assertThat(Pattern.compile(other.toString().replace("$", "\\z"))
                                    .matcher(word)
                                    .find())
                            .as("%s does not find '%s'", other, word)
                            .isFalse();
                }
            } catch (UnsupportedPatternException e) {
                assertThat(one + " " + other).containsAnyOf("^", "$");
            }
        }
        assertThat(read).isGreaterThan(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?=a)", "(a)\\1", "a++", "\\ba", "(?<n>a)", "[a", "a{2,1}", "(a", "a)", "*", "[a&&b]", "a^b", "a{2000}"
            })
    void saysWhatItDoesNotUnderstand(String pattern) {
        assertThatThrownBy(() -> Words.find(List.of(pattern), null, 0, ANY, 1))
                .isInstanceOf(UnsupportedPatternException.class)
                .message()
                .isNotBlank();
    }
}
