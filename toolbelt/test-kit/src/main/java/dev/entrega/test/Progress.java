package dev.entrega.test;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** How far events have come in the service's handlers, read from the platform's tables. */
final class Progress {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final Duration POLL = Duration.ofMillis(20);

    private final TestDatabase database;

    Progress(TestDatabase database) {
        this.database = database;
    }

    void awaitHandled(String handler, List<Delivered> events) {
        awaitUntil(
                handler,
                events,
                () -> events.stream()
                        .allMatch(event -> isHandled(handler, event)
                                || deadLetter(handler, event).isPresent()));
        var dead = deadLettersOf(handler, events);
        if (!dead.isEmpty()) {
            throw new AssertionError(handler + " has not handled everything:"
                    + dead.stream().map(Progress::told).collect(Collectors.joining()));
        }
    }

    List<DeadLetter> awaitDeadLetters(String handler, List<Delivered> events) {
        awaitEnded(handler, events);
        return deadLettersOf(handler, events);
    }

    void awaitEnded(String handler, List<Delivered> events) {
        awaitUntil(handler, events, () -> events.stream().allMatch(event -> hasEnded(handler, event)));
    }

    private void awaitUntil(String handler, List<Delivered> events, Callable<Boolean> reached) {
        try {
            await().atMost(PATIENCE).pollInterval(POLL).until(reached);
        } catch (ConditionTimeoutException e) {
            var open =
                    events.stream().filter(event -> !hasEnded(handler, event)).toList();
            throw new AssertionError(
                    "after " + PATIENCE.toSeconds() + " s, " + open.size() + " of " + events.size()
                            + " events have not ended in " + handler + ":"
                            + open.stream().map(event -> told(handler, event)).collect(Collectors.joining()),
                    e);
        }
    }

    private boolean hasEnded(String handler, Delivered event) {
        return isHandled(handler, event) || deadLetter(handler, event).isPresent();
    }

    private boolean isHandled(String handler, Delivered event) {
        String sql = "SELECT count(*) FROM entrega.inbox WHERE handler = ? AND source = ? AND event_id = ?";
        return database.count(sql, handler, event.source(), event.id()) == 1;
    }

    private List<DeadLetter> deadLettersOf(String handler, List<Delivered> events) {
        return events.stream()
                .flatMap(event -> deadLetter(handler, event).stream())
                .toList();
    }

    /** Of this handler, or of none: what could not be read has reached no handler. */
    private Optional<DeadLetter> deadLetter(String handler, Delivered event) {
        String sql = """
            SELECT reason, detail FROM entrega.dead_letter
             WHERE handler IN (?, '') AND source = ? AND event_id = ?""";
        return database.rows(sql, handler, event.source(), event.id()).stream()
                .map(row -> row.split("\\|", 2))
                .map(row -> new DeadLetter(event.id(), event.type(), event.subject(), row[0], row[1]))
                .findFirst();
    }

    private static String told(DeadLetter letter) {
        return "\n  %s for subject %s (event %s) is a dead letter, %s: %s"
                .formatted(letter.type(), letter.subject(), letter.eventId(), letter.reason(), letter.detail());
    }

    private String told(String handler, Delivered event) {
        String sql = """
            SELECT attempts || ' attempts failed, the last with ' || last_error FROM entrega.attempt
             WHERE handler IN (?, '') AND source = ? AND event_id = ?""";
        return "\n  " + event + ": "
                + database.rows(sql, handler, event.source(), event.id()).stream()
                        .findFirst()
                        .orElse("no attempt has failed, so it is still on its way, or in hand");
    }
}
