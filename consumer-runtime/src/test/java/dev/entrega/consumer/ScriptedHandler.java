package dev.entrega.consumer;

import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import dev.entrega.messaging.health.Unavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A handler that does what the event's subject says: {@code VERB-ARGUMENT-ID}. It leaves its effect first, so that
 * whatever comes after it has something to roll back.
 */
@Handles("scripted")
@Publishes(OrderShippedV1.class)
public final class ScriptedHandler implements Handler<OrderPlacedV1> {

    /** The subjects of all runs, whether they were committed or not. */
    final List<String> runs = new CopyOnWriteArrayList<>();

    /** What those wait for whose script says so. */
    final CountDownLatch goOn = new CountDownLatch(1);

    private final Effects effects;
    private final Publisher publisher;

    ScriptedHandler(Effects effects, Publisher publisher) {
        this.effects = effects;
        this.publisher = publisher;
    }

    @Override
    public Outcome handle(Event<OrderPlacedV1> event) throws Exception {
        String subject = event.subject();
        runs.add(subject);
        effects.add("scripted", subject);
        System.out.println("handling " + subject);
        String[] script = subject.split("-", 3);
        return switch (script[0]) {
            case "sleep" -> {
                Thread.sleep(Duration.ofMillis(Long.parseLong(script[1])));
                yield Outcome.done();
            }
            case "wait" -> {
                goOn.await();
                yield Outcome.done();
            }
            case "idle" -> {
                effects.add("may idle for " + effects.idleLimit(), subject);
                yield Outcome.done();
            }
            case "publish" -> {
                publisher.publish(subject, new OrderShippedV1("DHL", "0123456789"));
                yield Outcome.done();
            }
            case "publishthenthrow" -> {
                publisher.publish(subject, new OrderShippedV1("DHL", "0123456789"));
                throw new IllegalStateException("after publishing");
            }
            case "throw" -> throw new IllegalStateException("as the script says");
            case "stateless" -> throw new SQLException("as one that the server has not sent: it has no SQLSTATE");
            case "failures" -> {
                if (runs.stream().filter(subject::equals).count() <= Long.parseLong(script[1])) {
                    throw new IllegalStateException("not yet");
                }
                yield Outcome.done();
            }
            case "serialization" -> {
                if (runs.stream().filter(subject::equals).count() <= Long.parseLong(script[1])) {
                    effects.raise("40001");
                }
                yield Outcome.done();
            }
            case "full" -> {
                if (runs.stream().filter(subject::equals).count() <= Long.parseLong(script[1])) {
                    effects.raise("53100");
                }
                yield Outcome.done();
            }
            case "overflow" -> throw new IllegalStateException(Integer.toString(endless(0)));
            case "outofmemory" -> {
                var all = new ArrayList<byte[]>();
                while (true) {
                    all.add(new byte[1 << 20]);
                    System.out.print(all.size() % 100 == 0 ? "." : "");
                }
            }
            case "token" -> {
                effects.add(event.token("invoice"), subject);
                yield Outcome.done();
            }
            case "away" -> {
                if (runs.stream().filter(subject::equals).count() <= Long.parseLong(script[1])) {
                    throw new AwayException();
                }
                yield Outcome.done();
            }
            case "retry" ->
                runs.stream().filter(subject::equals).count() == 1
                        ? Outcome.retry(Duration.ofMillis(Long.parseLong(script[1])))
                        : Outcome.done();
            case "reject" -> Outcome.deadLetter("the script rejects it");
            default -> Outcome.done();
        };
    }

    /** As a client throws it whose upstream is away. */
    private static final class AwayException extends RuntimeException implements Unavailable {}

    private static int endless(int depth) {
        return depth < 0 ? depth : endless(depth + 1) + 1;
    }
}
