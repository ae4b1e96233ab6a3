package dev.entrega.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.messaging.runtime.Settings;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.micronaut.context.env.PropertySource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is kept of an upstream when its settings change. */
class PoliciesTest {

    private static UpstreamSettings settings(Map<String, Object> its) {
        var named = new HashMap<String, Object>(Map.of("upstreams.partner.url", "http://localhost:1"));
        its.forEach((name, value) -> named.put("upstreams.partner." + name, value));
        var read = Settings.of(List.of(PropertySource.of("test", named)));
        return Objects.requireNonNull(
                UpstreamsSettings.of(read, Map.of("partner", Set.of())).byName().get("partner"));
    }

    private static RateLimiter rate(Policies policies) {
        return Objects.requireNonNull(policies.rate());
    }

    @Test
    void aRateIsChangedInPlaceSoThatWhatIsUsedUpStaysSo() {
        var before = Policies.of("partner", settings(Map.of("rate-per-second", 5)));

        var after = before.by(settings(Map.of("rate-per-second", 2, "timeout", "9s")));

        assertThat(rate(after)).isSameAs(rate(before));
        assertThat(rate(after).getRateLimiterConfig().getLimitForPeriod()).isEqualTo(2);
        assertThat(rate(after).getRateLimiterConfig().getTimeoutDuration()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aRateComesAndGoes() {
        var none = Policies.of("partner", settings(Map.of()));
        var some = none.by(settings(Map.of("rate-per-second", 2)));

        assertThat(none.rate()).isNull();
        assertThat(rate(some).getRateLimiterConfig().getLimitForPeriod()).isEqualTo(2);
        assertThat(some.by(settings(Map.of())).rate()).isNull();
    }

    @Test
    void aBudgetIsKeptUnlessItIsAnother() {
        var before = Policies.of("partner", settings(Map.of()));

        assertThat(before.by(settings(Map.of("timeout", "9s"))).budget()).isSameAs(before.budget());
        assertThat(before.by(settings(Map.of("retry-budget", 0))).budget().takeOut())
                .isFalse();
    }
}
