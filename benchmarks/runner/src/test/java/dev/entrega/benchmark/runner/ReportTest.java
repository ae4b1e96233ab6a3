package dev.entrega.benchmark.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static JsonNode json(Run run) throws IOException {
        return new JsonMapper().readTree(Report.json(run));
    }

    @Test
    void aTargetIsAMedianWithItsSpread() throws IOException {
        assertThat(json(Pretended.quiet()).path("targets").path("C1").toString())
                .isEqualTo("{\"value\":1.1,\"target\":\"<= 1.15\",\"met\":true,\"spread\":[0.97,1.21]}");
    }

    @Test
    void aMissedTargetIsReportedAsItIs() throws IOException {
        var c3 = json(Pretended.quiet()).path("targets").path("C3");

        assertThat(c3.path("value").asDouble()).isEqualTo(9.2);
        assertThat(c3.path("target").asText()).isEqualTo(">= 9.5");
        assertThat(c3.path("met").asBoolean()).isFalse();
        assertThat(Report.text(Pretended.quiet()))
                .containsPattern("C3 +9\\.20 +9\\.10 to 9\\.60 +>= 9\\.5 +MISSED")
                .containsPattern("C1 +1\\.10 +0\\.97 to 1\\.21 +<= 1\\.15 +met");
    }

    @Test
    void aValueWithinItsLimitIsNotMetIfItsConditionFails() throws IOException {
        var batch = json(Pretended.quiet()).path("targets").path("I3-batch");

        assertThat(batch.path("value").asDouble()).isEqualTo(91);
        assertThat(batch.path("met").asBoolean()).isFalse();
    }

    @Test
    void aValueOfAllRoundsNeedNotBeTheirMedian() throws IOException {
        var latency = json(Pretended.quiet()).path("targets").path("L1-p99");

        assertThat(latency.path("value").asDouble()).isEqualTo(12.5);
        assertThat(latency.path("met").asBoolean()).isTrue();
    }

    @Test
    void eachRowOfTheTableOfTargetsIsThereMeasuredOrNot() throws IOException {
        var targets = json(Pretended.quiet()).path("targets");

        assertThat(targets.propertyStream().map(Map.Entry::getKey))
                .containsExactly(
                        "C1",
                        "C2-default",
                        "C2-tuned",
                        "C3",
                        "C4",
                        "V1",
                        "I1",
                        "I2",
                        "I3-batch",
                        "I3-single",
                        "O1",
                        "O2",
                        "R1",
                        "R2",
                        "L1-p50",
                        "L1-p99",
                        "S1-start",
                        "S1-rss",
                        "M1",
                        "E1",
                        "E2",
                        "E3-p99",
                        "E3-rss",
                        "E4",
                        "E5-p99",
                        "E5-requests",
                        "E6",
                        "E7-prove",
                        "E7-cached");
        assertThat(Arrays.stream(Target.values())
                        .filter(target -> !Pretended.measured().contains(target)))
                .allSatisfy(target -> {
                    assertThat(targets.path(target.id()).path("value").isNull()).isTrue();
                    assertThat(targets.path(target.id()).path("met").asBoolean())
                            .isFalse();
                });
    }

    @Test
    void aBusyMachineIsSaid() throws IOException {
        assertThat(json(Pretended.quiet()).path("run").path("noisy").asBoolean())
                .isFalse();
        assertThat(json(Pretended.run(0.5, 0.6, 0.02)).path("run").path("noisy").asBoolean())
                .isTrue();
        assertThat(json(Pretended.run(0.5, 0.6, 0.02))
                        .path("run")
                        .path("others")
                        .path("most")
                        .asDouble())
                .isEqualTo(0.6);
    }

    @Test
    void whatAFigureIsWorthIsSaid() {
        assertThat(Report.text(Pretended.quiet()))
                .endsWith("A full run, 3 rounds, 1234 s, 2 processors, one for each client."
                        + " Others took 0.02 processors (median), 0.05 at most.");
    }

    @Test
    void figuresThatNoTargetIsAboutAreThereToo() throws IOException {
        var figures = json(Pretended.quiet()).path("figures");

        assertThat(StreamSupport.stream(figures.spliterator(), false)
                        .map(figure -> figure.path("name").asText() + " "
                                + figure.path("value").asText()))
                .containsExactly("raw loop 11000.0", "Entrega <one & all> 9500.0", "each 2.0");
        assertThat(Report.text(Pretended.quiet())).containsPattern("raw loop +11,000 +10,000 to 12,000 +1/s");
    }

    @Test
    void aNumberHasThreeDigitsThatSaySomething() {
        assertThat(Report.number(1.149)).isEqualTo("1.15");
        assertThat(Report.number(57.34)).isEqualTo("57.3");
        assertThat(Report.number(17_300.4)).isEqualTo("17,300");
        assertThat(Report.number(0)).isEqualTo("0");
    }
}
