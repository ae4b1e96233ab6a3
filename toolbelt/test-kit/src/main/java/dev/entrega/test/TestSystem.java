package dev.entrega.test;

import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.Event;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The system around the service under test: other services that publish, a broker that delivers and delivers again,
 * readers of what the service publishes, and the time. Everything goes over the wire. What waits, waits for 30 s at most
 * and then fails with what is known. Thread-safe.
 */
public final class TestSystem {

    private final ApplicationContext context;
    private final TestClock clock;
    private final Subscriptions subscriptions;
    private final Broker broker;
    private final Progress progress;
    private final Publications publications;
    private final Examples examples;

    TestSystem(ApplicationContext context, TestDatabase database) {
        this.context = context;
        this.clock = (TestClock) context.getBean(Clock.class);
        this.subscriptions = Subscriptions.of(context);
        this.broker = Broker.of(context);
        this.progress = new Progress(database);
        this.publications = Publications.of(context, database);
        this.examples = Examples.of(context);
    }

    /**
     * Publishes an event as another service would: checked against its contract, through the topic of its type.
     *
     * @param subject the id of the resource it is about
     * @return the event as the service will see it
     * @throws dev.entrega.messaging.contract.ContractViolationException if the contract doesn't allow the data
     * @throws IllegalArgumentException if no handler of the service takes events of this type
     */
    public <T extends EventData> Event<T> publish(String subject, T data) {
        subscriptions.requireHandled(data.eventType());
        return broker.publish(subject, data);
    }

    /**
     * The first valid example of a contract, by name, for tests that don't care what is in an event.
     *
     * @throws IllegalArgumentException if its contract has none on the class path
     */
    public <T extends EventData> T example(Class<T> type) {
        return examples.first(EventType.of(type));
    }

    /**
     * Waits until every event so far that this handler takes has been handled in it: its effect is committed. Counts are
     * events of {@link #publish} and those that the service itself publishes.
     *
     * @param handler its name, as {@code @Handles} gives it
     * @throws AssertionError if one becomes a dead letter, at once and with the reason; or after 30 s, with the failures
     *     so far
     */
    public void awaitHandled(String handler) {
        progress.awaitHandled(handler, deliverableTo(handler));
    }

    /**
     * Waits until every event so far that this handler takes has ended in it, handled or as a dead letter.
     *
     * @return those that became dead letters, in the order in which they were published
     * @throws AssertionError after 30 s, with the failures so far
     */
    public List<DeadLetter> awaitDeadLetters(String handler) {
        return progress.awaitDeadLetters(handler, deliverableTo(handler));
    }

    /**
     * Delivers every event again that the service has handled, as SQS may do at any time, and waits until the service
     * has dealt with it.
     *
     * @return how many were delivered again
     * @throws IllegalStateException if there was nothing to deliver again
     */
    public int redeliverEverything() {
        subscriptions.names().forEach(handler -> progress.awaitEnded(handler, deliverableTo(handler)));
        var everything = subscriptions.handled().types().stream()
                .flatMap(type -> deliverable(type).stream())
                .toList();
        if (everything.isEmpty()) {
            throw new IllegalStateException("nothing was delivered yet, so nothing can be delivered again:"
                    + " publish an event first, or let the service publish one that it handles");
        }
        everything.forEach(broker::send);
        broker.awaitEmptyQueue();
        return everything.size();
    }

    private List<Delivered> deliverableTo(String handler) {
        return subscriptions.takenBy(handler).stream()
                .flatMap(type -> deliverable(type).stream())
                .toList();
    }

    private List<Delivered> deliverable(EventType<?> type) {
        return Stream.concat(broker.sent(type).stream(), publications.ofType(type).stream())
                .toList();
    }

    /**
     * What the service has published of this type, in the order of the outbox: committed, and confirmed by the broker.
     *
     * @throws AssertionError if the broker has refused an event, or has not confirmed all within 30 s
     */
    public <T extends EventData> List<Event<T>> published(Class<T> type) {
        return publications.confirmed(EventType.of(type));
    }

    /**
     * Puts the service's clock forward. It is the clock of everything that has a {@code java.time.Clock} injected: the
     * service's own code, the time and the id of what is published from now on. It is <em>not</em> the database's clock
     * ({@code now()}), nor that of the broker: retries, visibility and time-outs take the time that they take.
     */
    public void advanceClock(Duration time) {
        clock.advance(time);
    }

    /**
     * What another service sends along to say who it is, as {@code Authorization: Bearer TOKEN}; good for an hour by the
     * service's clock.
     *
     * @param client who that is
     * @param scopes what it may do
     */
    public String token(String client, String... scopes) {
        var issuer = SharedCloud.issuer();
        var claims = issuer.claims(client, scopes);
        claims.put("iat", clock.instant().getEpochSecond());
        claims.put("exp", clock.instant().plus(Duration.ofHours(1)).getEpochSecond());
        return issuer.sign(claims);
    }

    /** A bean of the service. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /**
     * Where the service answers HTTP requests, as {@code http://localhost:41234}.
     *
     * @throws IllegalStateException if it is a worker without HTTP
     */
    public URI url() {
        return context.findBean(EmbeddedServer.class)
                .map(EmbeddedServer::getURI)
                .orElseThrow(() -> new IllegalStateException("the service has no HTTP server, since platform-api is not"
                        + " among its dependencies: publish an event instead"));
    }
}
