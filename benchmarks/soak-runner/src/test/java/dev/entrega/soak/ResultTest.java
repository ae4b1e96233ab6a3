package dev.entrega.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.soak.Result.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultTest {

    private static Result result(List<String> doubts, Violation... violations) {
        return new Result(
                Options.parse("--seed", "7"),
                Duration.ofMinutes(2),
                100,
                400,
                Map.of(Fault.KILL, 2),
                new Bites(Map.of("databaseCrashes", 1L)),
                doubts,
                List.of(violations));
    }

    @Test
    void passesWhereNothingIsBrokenAndTheFaultsHaveBitten() {
        assertThat(result(List.of()).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void isInvalidWhereTheFaultsHaveNotBitten() {
        assertThat(result(List.of("too few databaseCrashes: 0 instead of 1")).outcome())
                .isEqualTo(Outcome.INVALID);
    }

    @Test
    void failsWhereSomethingIsBrokenHoweverLittleTheFaultsHaveBitten() {
        assertThat(result(List.of("too few databaseCrashes: 0 instead of 1"), new Violation("LOST", "a"))
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
        assertThat(json.path("seconds").asInt()).isEqualTo(120);
        assertThat(json.path("faults").path("kill").asInt()).isEqualTo(2);
        assertThat(json.path("violations").path("LOST").asInt()).isEqualTo(2);
        assertThat(json.path("violations").path("DUPLICATED").asInt(-1)).isZero();
    }

    @Test
    void saysOfEachInvariantFiveExamplesAndWhyItIsInDoubt() {
        var lost = IntStream.range(0, 9).mapToObj(n -> new Violation("LOST", "order " + n));
        var result = result(List.of("too few kills"), lost.toArray(Violation[]::new));

        assertThat(result.complaints())
                .containsExactly(
                        "LOST order 0",
                        "LOST order 1",
                        "LOST order 2",
                        "LOST order 3",
                        "LOST order 4",
                        "too few kills");
    }

    @Test
    void aFaultMustHaveBittenAsOftenAsItsTimeAsksFor() {
        var bites = new Bites(Map.of(
                "killsInsideTransaction", 1L,
                "suppressedDuplicates", 19L,
                "publishRetries", 5L,
                "partnerOrders", 20L,
                "settledOrders", 20L,
                "partialBatches", 3L,
                "deadLetterRoundTrips", 3L,
                "databaseCrashes", 1L));

        assertThat(bites.tooFew(Duration.ofSeconds(60), 24))
                .containsExactly("too few suppressedDuplicates: 19 instead of 20");
        assertThat(bites.tooFew(Duration.ofSeconds(30), 24)).isEmpty();
    }

    /** 30 minutes with 13 kinds of faults, 12 a minute: each is dealt 27 times. */
    @Test
    void whatIsStruckOnPurposeMustHaveMetHalfAsOftenAsItIsDealt() {
        assertThat(struck(14).tooFew(Duration.ofMinutes(30), 12)).isEmpty();
        assertThat(struck(13).tooFew(Duration.ofMinutes(30), 12))
                .containsExactly(
                        "too few databaseCrashes: 13 instead of 14",
                        "too few killsInsideTransaction: 13 instead of 14");
    }

    private static Bites struck(long times) {
        return new Bites(Map.of(
                "killsInsideTransaction", times,
                "suppressedDuplicates", 10_000L,
                "publishRetries", 10_000L,
                "partnerOrders", 10_000L,
                "settledOrders", 10_000L,
                "partialBatches", 10_000L,
                "deadLetterRoundTrips", 10_000L,
                "databaseCrashes", times));
    }
}
