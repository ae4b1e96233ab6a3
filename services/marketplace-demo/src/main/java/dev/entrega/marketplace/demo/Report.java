package dev.entrega.marketplace.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Locale;

/** A verdict as text. */
final class Report {
    private Report() {}

    static String json(Tally tally) {
        try {
            return new ObjectMapper().writeValueAsString(tally);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of numbers is always JSON", e);
        }
    }

    static String table(Verdict verdict, Duration startUp) {
        Tally tally = verdict.tally();
        return """
                orders accepted                  %,9d
                repeats answered 304             %,9d
                prices changed                   %,9d
                events published                 %,9d
                events handled                   %,9d
                duplicates suppressed            %,9d   (%,d delivered again on purpose)
                dead letters                     %,9d
                lost                             %,9d
                applied twice                    %,9d
                reordered                        %,9d
                accepted to final, 50 %%          %,9d ms
                accepted to final, 99 %%          %,9d ms   (stock-service was down on the way)

                start-up %s, sending %s (%,d orders/s), settling %s""".formatted(
                        tally.accepted(),
                        tally.notModified(),
                        tally.pricesChanged(),
                        tally.published(),
                        tally.handled(),
                        tally.duplicatesSuppressed(),
                        verdict.redelivered(),
                        tally.deadLettered(),
                        tally.lost(),
                        tally.appliedTwice(),
                        tally.reordered(),
                        tally.p50Millis(),
                        tally.p99Millis(),
                        seconds(startUp),
                        seconds(verdict.sending()),
                        1000L * tally.accepted() / Math.max(1, verdict.sending().toMillis()),
                        seconds(verdict.settling()));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
