package dev.entrega.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.messaging.runtime.Settings.Setting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What tools make of the settings that a service describes. */
class DescribedUpstreamsTest {

    private static final String WHO = "applied (ann@host, 2026-03-01T12:00:00Z)";

    private static final DescribedUpstreams DESCRIBED = new DescribedUpstreams(Stream.of(
                    "url = http://one = environment variable UPSTREAMS_PARTNER_URL",
                    "connect-timeout = 2s = resilience.yml",
                    "timeout = 9s = environment variable UPSTREAMS_DEFAULTS_TIMEOUT, upstreams.defaults.timeout",
                    "attempts = 1 = resilience.yml, upstreams.defaults.attempts",
                    "calls.place.timeout = 9s = environment variable UPSTREAMS_DEFAULTS_TIMEOUT, upstreams.defaults.timeout",
                    "calls.place.attempts = 1 = resilience.yml",
                    "concurrent = 7 = application.yml",
                    "retry-budget = 20 = default")
            .map(line -> line.split(" = "))
            .map(parts -> new Setting("upstreams.partner." + parts[0], parts[1], parts[2]))
            .toList());

    @Test
    void whoIsCalledIsKnownByItsSettings() {
        assertThat(DESCRIBED.clients()).isEqualTo(Map.of("partner", Set.of("place")));
        assertThat(DESCRIBED.located()).containsExactly("partner");
    }

    @Test
    void whatIsAppliedStandsInThePlaceOfTheFileAndOfNothingElse() {
        var applied = WrittenSettings.of(Map.of(
                "upstreams.defaults.retry-budget", 5,
                "upstreams.partner.calls.place.timeout", "4s",
                "upstreams.partner.concurrent", 99,
                "upstreams.partner.connect-timeout", "99s",
                "upstreams.partner.rate-per-second", "${RATE}"));

        assertThat(lines(DESCRIBED.with(applied, WHO)))
                .contains(
                        "url = http://one = environment variable UPSTREAMS_PARTNER_URL",
                        "connect-timeout = 2s = resilience.yml",
                        "timeout = 9s = environment variable UPSTREAMS_DEFAULTS_TIMEOUT, upstreams.defaults.timeout",
                        "attempts = 3 = default",
                        "calls.place.timeout = 4s = " + WHO,
                        "calls.place.attempts = 3 = default",
                        "concurrent = 7 = application.yml",
                        "retry-budget = 5 = " + WHO + ", upstreams.defaults.retry-budget",
                        "rate-per-second = ${RATE} = " + WHO);
    }

    private static List<String> lines(List<Setting> settings) {
        return settings.stream()
                .map(setting -> setting.name().replace("upstreams.partner.", "") + " = " + setting.value() + " = "
                        + setting.origin())
                .toList();
    }
}
