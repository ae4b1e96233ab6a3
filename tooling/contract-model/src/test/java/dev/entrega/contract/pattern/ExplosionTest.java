package dev.entrega.contract.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplosionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^(a+)+$",
                "^(a*)*$",
                "^(.*a){12}$",
                "^(a|b)*$",
                "^(a|a)*$",
                "^(a|aa)+$",
                "^([a-z]+)*$",
                "^(\\w+\\s?)*$",
                "^(a{1,30}){1,30}$",
                "^.*a.*a$",
                "^\\d+\\d+$",
                "^[a-z]*[a-z0-9]*$",
                "[a-z]+x",
                "^(a)\\1$",
                "^(?=a)b$",
                "^(?!a)b$",
                "^a++$",
                "^([a-z]+-)*x$",
            })
    void refusesWhatTakesMoreThanLinearTimeOrTooDeepAStack(String pattern) {
        assertThat(Explosion.of(pattern)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^[A-Z0-9-]{1,40}$",
                "^[A-Z]{3}$",
                "^[^@\\s]+@[^@\\s]+$",
                "^[a-z]+(-[a-z]+){0,9}$",
                "^(EUR|USD|GBP)$",
                "^\\d{4}-\\d{2}-\\d{2}$",
                "^(\\d{1,3}\\.){3}\\d{1,3}$",
                "^[A-Z]{2}\\d{2}[A-Z0-9]{1,30}$",
                "^[A-Z]{1,3}[A-Z0-9]{1,5}$",
                "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
                "^\\+?[0-9 ]*$",
                "^https://[^ ]*$",
                "^a?b?c?$",
                "abc",
            })
    void letsPassWhatIsMatchedInLinearTime(String pattern) {
        assertThat(Explosion.of(pattern)).isEmpty();
    }
}
