package dev.entrega.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.messaging.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be said of a file before a start refuses it. The refusals themselves are {@link ResilienceFileTest}'s. */
class ResilienceCheckTest {

    private static final Map<String, Set<String>> CLIENTS =
            Map.of("partner", Set.of("invoice", "place"), "depot", Set.of("stock"));
    private static final String ALL_WRONG = """
            entrega: {env: prod}
            upstreams:
              defaults: {attempts: 0, scopes: [orders:read]}
              other: {timeout: 1s}
              partner:
                timout: 1s
                timeout: soon
                retry-budget: 101
                url: localhost
                scopes: ['a\\b']
                calls:
                  buy: {attempts: 1}
                  place: {attempts: 11}
            """;

    private static WrittenSettings written(String text) throws IOException {
        return WrittenSettings.of(ResilienceFile.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void saysAllThatAStartWouldRefuseOneAfterTheOther() throws IOException {
        var findings = new ResilienceCheck(CLIENTS, Set.of()).findings(written(ALL_WRONG));

        assertThat(findings)
                .satisfiesExactlyInAnyOrder(
                        finding -> assertThat(finding)
                                .startsWith("resilience.yml: entrega.env is no setting; an upstream has "),
                        finding -> assertThat(finding)
                                .isEqualTo("upstreams.defaults.attempts: 0 is out of its range; set it to 1 to 10"),
                        finding -> assertThat(finding)
                                .startsWith("upstreams.defaults.scopes: would send this service's token"),
                        finding -> assertThat(finding)
                                .startsWith(
                                        "upstreams.other: is called by nobody; there are clients of [depot, partner]"),
                        finding -> assertThat(finding)
                                .startsWith("resilience.yml: upstreams.partner.timout is no setting"),
                        finding -> assertThat(finding)
                                .startsWith("upstreams.partner.timeout: can't be read from \"soon\""),
                        finding -> assertThat(finding)
                                .startsWith("upstreams.partner.retry-budget: 101 is out of its range"),
                        finding -> assertThat(finding).startsWith("upstreams.partner.url: \"localhost\" is no URL"),
                        finding -> assertThat(finding).startsWith("upstreams.partner.scopes: can't be read from"),
                        finding -> assertThat(finding)
                                .startsWith(
                                        "upstreams.partner.calls.buy: is no call; its clients have [invoice, place]"),
                        finding -> assertThat(finding)
                                .startsWith("upstreams.partner.calls.place.attempts: 11 is out of its range"),
                        finding -> assertThat(finding).startsWith("upstreams.depot.url: is missing"));
    }

    /** As far as it can be said of a service that can't be asked. */
    @Test
    void whateverTheClientsAreTheRestIsSaid() throws IOException {
        var written = written(ALL_WRONG);

        assertThat(ResilienceCheck.whoeverIsCalled(written).findings(written))
                .hasSize(9)
                .noneMatch(finding -> finding.contains("called by nobody")
                        || finding.contains("is no call")
                        || finding.contains("is missing"));
    }

    @Test
    void whatAStartTakesIsFine() throws IOException {
        var written = written("""
            upstreams:
              defaults: {timeout: 2s}
              partner:
                url: ${PARTNER_URL:`http://localhost:8090`}
                rate-per-second: ${PARTNER_RATE}
                scopes: [a:read, b]
                calls: {place: {attempts: 1}}
              depot: {url: 'http://one:1,http://two:2'}
            """);

        assertThat(new ResilienceCheck(CLIENTS, Set.of()).findings(written)).isEmpty();
    }

    @Test
    void anUrlThatIsSetElsewhereOrForAllIsNotMissing() throws IOException {
        assertThat(new ResilienceCheck(CLIENTS, Set.of("partner", "depot")).findings(WrittenSettings.of(Map.of())))
                .isEmpty();
        assertThat(new ResilienceCheck(CLIENTS, Set.of())
                        .findings(written("upstreams: {defaults: {url: 'http://localhost:1'}}")))
                .isEmpty();
    }

    @Test
    void aFileThatIsNoneIsSaidAndOneThatIsNotThereSaysNothing(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("resilience.yml"), "upstreams: {partner");

        assertThatThrownBy(() -> WrittenSettings.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("resilience.yml: is no YAML");
        assertThat(WrittenSettings.read(folder.resolve("none.yml")).values()).isEmpty();
    }
}
