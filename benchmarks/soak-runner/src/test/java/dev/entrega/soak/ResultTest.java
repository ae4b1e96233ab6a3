package dev.entrega.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.soak.Result.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTest {

    private static Result result(List<String> tooFew, Violation... violations) {
        return new Result(
                Options.parse("--seed", "7"),
                100,
                400,
                Map.of(Fault.KILL, 2),
                new Bites(Map.of("databaseCrashes", 1L)),
                tooFew,
                List.of(violations));
    }

    @Test
    void passesWhereNothingIsBrokenAndTheFaultsHaveBitten() {
        assertThat(result(List.of()).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void isInvalidWhereTheFaultsHaveNotBitten() {
        assertThat(result(List.of("databaseCrashes: 0 instead of 1")).outcome()).isEqualTo(Outcome.INVALID);
    }

    @Test
    void failsWhereSomethingIsBrokenHoweverLittleTheFaultsHaveBitten() {
        assertThat(result(List.of("databaseCrashes: 0 instead of 1"), new Violation("LOST", "a"))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void saysHowOftenEachInvariantWasBroken() throws IOException {
        var json = new ObjectMapper()
                .readTree(result(List.of(), new Violation("LOST", "a"), new Violation("LOST", "b"))
                        .json());

        assertThat(json.path("outcome").asText()).isEqualTo("fail");
        assertThat(json.path("operations").asInt()).isEqualTo(100);
        assertThat(json.path("events").asInt()).isEqualTo(400);
        assertThat(json.path("seed").asInt()).isEqualTo(7);
        assertThat(json.path("faults").path("kill").asInt()).isEqualTo(2);
        assertThat(json.path("violations").path("LOST").asInt()).isEqualTo(2);
        assertThat(json.path("violations").path("DUPLICATED").asInt(-1)).isZero();
    }

    @Test
    void aFaultMustHaveBittenAsOftenAsItsTimeAsksFor() {
        var bites = new Bites(Map.of(
                "killsInsideTransaction", 1L,
                "suppressedDuplicates", 19L,
                "publishRetries", 5L,
                "partialBatches", 3L,
                "deadLetterRoundTrips", 3L,
                "databaseCrashes", 1L));

        assertThat(bites.tooFew(Duration.ofSeconds(60))).containsExactly("suppressedDuplicates: 19 instead of 20");
        assertThat(bites.tooFew(Duration.ofSeconds(30))).isEmpty();
    }
}
