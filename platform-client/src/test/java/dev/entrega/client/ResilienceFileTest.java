package dev.entrega.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.client.UpstreamSettings.Call;
import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.ConfigurationException;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a service writes of those that it calls, and what comes of it. */
class ResilienceFileTest {

    private static final String URL = "upstreams.partner.url=http://localhost:1";

    private static PropertySource file(String text) throws IOException {
        return ResilienceFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A service with the clients of this module's tests. */
    private static ApplicationContext start(String text, String... elsewhere) throws IOException {
        var settings = settings();
        for (var setting : elsewhere) {
            settings.put(setting.replaceAll("=.*", ""), setting.replaceAll("^[^=]*=", ""));
        }
        return start(text, settings, Map.of());
    }

    private static ApplicationContext start(String text, Map<String, Object> variables) throws IOException {
        return start(text, settings(), variables);
    }

    private static ApplicationContext start(String text, Map<String, Object> settings, Map<String, Object> variables)
            throws IOException {
        var environment = new MapPropertySource("env", variables) {
            @Override
            public PropertyConvention getConvention() {
                return PropertyConvention.ENVIRONMENT_VARIABLE;
            }
        };
        return ApplicationContext.builder(settings)
                .propertySources(file(text), environment)
                .start();
    }

    private static Map<String, Object> settings() {
        var settings = new HashMap<String, Object>(SharedCloud.settings("client"));
        settings.remove("database.url");
        settings.put("entrega.service", "test-service");
        return settings;
    }

    private static UpstreamSettings partner(String text, String... elsewhere) throws IOException {
        try (var service = start(text, elsewhere)) {
            return Objects.requireNonNull(
                    service.getBean(UpstreamsSettings.class).byName().get("partner"));
        }
    }

    @Test
    void whatTheFileDoesNotSayHasADefault() throws IOException {
        assertThat(partner("upstreams: {partner: {url: http://localhost:1}}"))
                .isEqualTo(new UpstreamSettings(
                        List.of(URI.create("http://localhost:1")),
                        Duration.ofSeconds(1),
                        new Call(Duration.ofSeconds(5), 3),
                        Map.of(
                                "invoice", new Call(Duration.ofSeconds(5), 3),
                                "correlated", new Call(Duration.ofSeconds(5), 3),
                                "search", new Call(Duration.ofSeconds(5), 3),
                                "last", new Call(Duration.ofSeconds(5), 3),
                                "with-cookie", new Call(Duration.ofSeconds(5), 3),
                                "later", new Call(Duration.ofSeconds(5), 3),
                                "cancel", new Call(Duration.ofSeconds(5), 3),
                                "limits", new Call(Duration.ofSeconds(5), 3),
                                "place", new Call(Duration.ofSeconds(5), 3),
                                "place-once", new Call(Duration.ofSeconds(5), 3)),
                        20,
                        50,
                        20,
                        Duration.ofSeconds(5),
                        50,
                        0,
                        new TreeSet<>()));
    }

    @Test
    void aCallHasItsOwnOrTheUpstreamsOrTheCommonSetting() throws IOException {
        var partner = partner("""
            upstreams:
              defaults:
                timeout: 1s
                attempts: 2
                concurrent: 7
              partner:
                url: http://one:1/v1/, http://two:2
                attempts: 4
                calls:
                  place-once: {timeout: 9s}
            """);

        assertThat(partner.of("place-once")).isEqualTo(new Call(Duration.ofSeconds(9), 4));
        assertThat(partner.of("invoice")).isEqualTo(new Call(Duration.ofSeconds(1), 4));
        assertThat(partner.concurrent()).isEqualTo(7);
        assertThat(partner.instances()).containsExactly(URI.create("http://one:1/v1"), URI.create("http://two:2"));
    }

    @Test
    void whatIsSetElsewhereWins() throws IOException {
        var partner =
                partner("upstreams: {partner: {url: http://localhost:1, timeout: 1s}}", "upstreams.partner.timeout=2s");

        assertThat(partner.of("invoice").timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void scopesAreAList() throws IOException {
        String none = "oauth.issuer=none";

        assertThat(partner("upstreams: {partner: {url: http://localhost:1, scopes: [b:write, a:read]}}", none)
                        .scopes())
                .containsExactly("a:read", "b:write");
        assertThat(partner("upstreams: {partner: {url: http://localhost:1, scopes: a:read}}", none)
                        .scopes())
                .containsExactly("a:read");
    }

    /** Its name doesn't say where a hyphen is, and Micronaut takes it for all names that it could be. */
    @Test
    void anEnvironmentVariableWins() throws IOException {
        try (var service = start(
                "upstreams: {partner: {url: http://localhost:1}}",
                Map.of(
                        "UPSTREAMS_PARTNER_RETRY_BUDGET",
                        "7",
                        "UPSTREAMS_PARTNER_CALLS_PLACE_ONCE_ATTEMPTS",
                        "9",
                        "UPSTREAMS_PARTNER_SCOPES",
                        "b:write,a:read",
                        "OAUTH_ISSUER",
                        "none"))) {
            var partner = Objects.requireNonNull(
                    service.getBean(UpstreamsSettings.class).byName().get("partner"));

            assertThat(partner.retryBudget()).isEqualTo(7);
            assertThat(partner.scopes()).containsExactly("a:read", "b:write");
            assertThat(partner.of("place-once").attempts()).isEqualTo(9);
            assertThat(partner.of("place").attempts()).isEqualTo(3);
        }
    }

    @Test
    void refusesToStartWithAnEnvironmentVariableThatNobodyReads() {
        assertThatThrownBy(() -> start(
                        "upstreams: {partner: {url: http://localhost:1}}", Map.of("UPSTREAMS_PARTNER_TIMOUT", "1s")))
                .rootCause()
                .hasMessageContaining("UPSTREAMS_PARTNER_TIMOUT: is read by nobody; there are [UPSTREAMS_DEFAULTS_");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                upstreams: {partner: {timout: 1s}}                   | upstreams.partner.timout is no setting
                upstreams: {partner: {calls: {invoice: {rate: 1}}}}  | upstreams.partner.calls.invoice.rate is no setting
                entrega: {env: prod}                                 | entrega.env is no setting
                'upstreams: {partner'                                | is no YAML
                """)
    void refusesAFileThatSaysWhatNobodyReads(String text, String why) {
        assertThatThrownBy(() -> file(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("resilience.yml: ")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                upstreams: {other: {url: http://localhost:1}}    | upstreams.other: is called by nobody; there are clients of [partner]
                upstreams: {partner: {calls: {buy: {attempts: 1}}}} | upstreams.partner.calls.buy: is no call
                upstreams: {partner: {timeout: soon}}            | upstreams.partner.timeout: can't be read from "soon"
                upstreams: {partner: {timeout: 0s}}              | upstreams.partner.timeout: is out of its range
                upstreams: {defaults: {attempts: 0}}             | upstreams.defaults.attempts: 0 is out of its range; set it to 1 to 10
                upstreams: {defaults: {scopes: [orders:read]}}   | upstreams.defaults.scopes: would send this service's token to everybody
                upstreams: {partner: {scopes: ['a\\b']}}          | upstreams.partner.scopes: can't be read from
                upstreams: {partner: {retry-budget: 101}}        | upstreams.partner.retry-budget: 101 is out of its range
                """)
    void refusesToStartWithWhatCanNotBe(String text, String why) {
        assertThatThrownBy(() -> start(text, URL)).rootCause().hasMessageContaining(why);
    }

    @Test
    void refusesToStartWithoutAnUrlOrWithOneThatIsNone() {
        assertThatThrownBy(() -> start("upstreams: {partner: {timeout: 1s}}"))
                .rootCause()
                .hasMessageContaining("upstreams.partner.url: is missing; say in resilience.yml where it answers");
        for (String url :
                new String[] {"localhost:8080", "ftp://localhost", "http://", "http://a b", "dns+https://a"}) {
            assertThatThrownBy(() -> start("upstreams: {partner: {url: '" + url + "'}}"))
                    .rootCause()
                    .hasMessageContaining("upstreams.partner.url: \"" + url + "\" is no URL");
        }
    }
}
