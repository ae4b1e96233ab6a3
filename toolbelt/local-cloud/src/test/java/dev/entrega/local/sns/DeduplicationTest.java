package dev.entrega.local.sns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeduplicationTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Deduplication deduplication = new Deduplication(() -> now);

    private static Published published(String message) {
        var publication = new Publication(message, Optional.empty(), Map.of(), Optional.of("g"), Optional.of(message));
        return Published.now(publication, Optional.of("1"));
    }

    @Test
    void anIdIsRememberedForFiveMinutesFromTheFirstTime() {
        Published first = published("first");
        deduplication.remember("d", first);

        now = now.plus(Duration.ofMinutes(5)).minusMillis(1);
        assertThat(deduplication.find("d")).contains(first);
        now = now.plusMillis(1);
        assertThat(deduplication.find("d")).isEmpty();
    }

    @Test
    void anIdThatCameAgainAfterItsTimeIsRememberedAnew() {
        deduplication.remember("d", published("first"));
        now = now.plus(Duration.ofMinutes(6));
        assertThat(deduplication.find("d")).isEmpty();
        Published second = published("second");
        deduplication.remember("d", second);

        now = now.plus(Duration.ofMinutes(4));
        assertThat(deduplication.find("d")).contains(second);
    }

    @Test
    void othersAreNotConcerned() {
        deduplication.remember("d", published("first"));
        assertThat(deduplication.find("e")).isEmpty();
    }
}
