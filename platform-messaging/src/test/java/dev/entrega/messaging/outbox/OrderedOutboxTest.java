package dev.entrega.messaging.outbox;

import static dev.entrega.messaging.TestService.price;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.DelayedPublisher;
import dev.entrega.messaging.Fifo;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.TestService;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.EntryResult.ServerFault;
import dev.entrega.messaging.aws.EntryResult.ServerFault.Extent;
import dev.entrega.messaging.report.ErrorReports;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leaves in the order of its commits: a real table, and a broker that answers as each test says. */
class OrderedOutboxTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static TestService service;

    /** What the broker has confirmed, as {@code SUBJECT-REVISION}. */
    private final List<String> confirmed = Collections.synchronizedList(new ArrayList<>());

    private final Set<String> groupsInFlight = ConcurrentHashMap.newKeySet();
    private final Set<String> groupsTwiceInFlight = ConcurrentHashMap.newKeySet();
    private final List<Destination> destinations = Collections.synchronizedList(new ArrayList<>());
    private final List<Message> messages = Collections.synchronizedList(new ArrayList<>());
    private Function<String, EntryResult> broker = event -> new EntryResult.Confirmed();

    @BeforeAll
    static void start() {
        service = TestService.start("ordered", Map.of("entrega.outbox.relay", "outside"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void anEmptyOutbox() {
        execute("TRUNCATE entrega.outbox, entrega.outbox_lease");
    }

    private OutboxRelay relay() {
        return new OutboxRelay(
                new OutboxTable(),
                new Transactions(service.transactions()),
                this::send,
                new WakeUp(),
                new RelayPolicy(Duration.ofSeconds(1), 3, Duration.ofDays(7), Duration.ofMinutes(1)),
                service.context.getBean(ErrorReports.class));
    }

    private List<EntryResult> send(Destination destination, List<Message> batch) {
        destinations.add(destination);
        var groups = batch.stream()
                .map(message -> Objects.requireNonNull(message.fifo()).group())
                .toList();
        var seen = new HashSet<String>();
        groups.stream()
                .filter(group -> !seen.add(group) || !groupsInFlight.add(group))
                .forEach(groupsTwiceInFlight::add);
        var results = batch.stream().map(this::answer).toList();
        groupsInFlight.removeAll(groups);
        return results;
    }

    private EntryResult answer(Message message) {
        messages.add(message);
        var event = new CloudEventFormat().read(message.body());
        String name = event.subject() + "-" + event.data().path("revision").asLong();
        var result = broker.apply(name);
        if (result instanceof EntryResult.Confirmed) {
            confirmed.add(name);
        }
        return result;
    }

    private static int round(OutboxRelay relay) throws InterruptedException {
        int taken = relay.relayOnce();
        relay.finishSending(SOON);
        return taken;
    }

    private static void publish(String subject, int from, int to) {
        for (int i = from; i <= to; i++) {
            long revision = i;
            service.transactions().executeWrite(status -> service.publisher().publish(subject, price(revision)));
        }
    }

    private static void execute(String sql) {
        service.transactions().executeWrite(status -> {
            service.execute(status.getConnection(), sql);
            return true;
        });
    }

    private List<String> confirmedOf(String subject) {
        return confirmed.stream().filter(name -> name.startsWith(subject + "-")).toList();
    }

    @Test
    void theEventsOfAnOrderedNounGoToItsOneTopicInTheGroupOfTheirSubject() throws InterruptedException {
        publish("SKU-1", 1, 1);

        round(relay());

        assertThat(destinations).containsExactly(new Destination.OfNoun("price"));
        var fifo = Objects.requireNonNull(messages.getFirst().fifo());
        String id = new CloudEventFormat().read(messages.getFirst().body()).id();
        assertThat(fifo).isEqualTo(new Fifo("SKU-1", id + ":price.changed.v1"));
    }

    @Test
    void aSubjectThatSnsTakesNoGroupOfHasOneAllTheSame() throws InterruptedException {
        publish("Größe 42", 1, 1);
        publish("x".repeat(200), 1, 1);

        round(relay());

        assertThat(messages)
                .extracting(message -> Objects.requireNonNull(message.fifo()).group())
                .doesNotHaveDuplicates()
                .allMatch(group -> group.matches("sha256:[0-9a-f]{64}"));
    }

    @Test
    void ofASubjectOneIsInFlightAtATimeAndAllLeaveInTheirOrder() throws InterruptedException {
        for (int i = 1; i <= 20; i++) {
            publish("SKU-1", i, i);
            publish("SKU-2", i, i);
        }

        assertThat(round(relay())).isEqualTo(40);

        assertThat(groupsTwiceInFlight).isEmpty();
        assertThat(confirmedOf("SKU-1")).hasSize(20).isSortedAccordingTo(byRevision());
        assertThat(confirmedOf("SKU-2")).hasSize(20).isSortedAccordingTo(byRevision());
    }

    private static Comparator<String> byRevision() {
        return Comparator.comparingLong(name -> Long.parseLong(name.substring(name.lastIndexOf('-') + 1)));
    }

    @Test
    void oneThatIsRefusedHoldsItsSubjectAndNoOther() throws InterruptedException {
        publish("SKU-1", 1, 3);
        publish("SKU-2", 1, 3);
        broker = event -> event.equals("SKU-1-2") ? new ServerFault("InternalError") : new EntryResult.Confirmed();

        round(relay());
        round(relay());
        assertThat(confirmedOf("SKU-1")).containsExactly("SKU-1-1");
        assertThat(confirmedOf("SKU-2")).containsExactly("SKU-2-1", "SKU-2-2", "SKU-2-3");

        broker = event -> new EntryResult.Confirmed();
        execute("UPDATE entrega.outbox SET due_at = clock_timestamp() WHERE published_at IS NULL AND attempts > 0");
        round(relay());
        assertThat(confirmedOf("SKU-1")).containsExactly("SKU-1-1", "SKU-1-2", "SKU-1-3");
    }

    @Test
    void whatWaitsLongerThanWhatIsBehindItStillComesFirst() throws InterruptedException {
        publish("SKU-1", 1, 3);
        execute(
                "UPDATE entrega.outbox SET due_at = clock_timestamp() - interval '1 hour' WHERE body LIKE '%\"revision\":3%'");

        round(relay());

        assertThat(confirmed).containsExactly("SKU-1-1", "SKU-1-2", "SKU-1-3");
    }

    @Test
    void oneThatIsParkedHoldsItsSubjectUntilAnOperatorDecides() throws Exception {
        publish("SKU-1", 1, 3);
        publish("SKU-2", 1, 2);
        broker = event -> event.startsWith("SKU-1") && !event.endsWith("3")
                ? new EntryResult.SenderFault("InvalidParameter", "never")
                : new EntryResult.Confirmed();
        round(relay());
        round(relay());
        assertThat(confirmed).containsExactly("SKU-2-1", "SKU-2-2");
        assertThat(service.count("SELECT count(*) FROM entrega.outbox WHERE parked_reason IS NOT NULL"))
                .isEqualTo(1);

        decide((parked, connection) ->
                parked.discard(connection, firstParked(parked, connection), "ada", "a test price"));
        round(relay());
        assertThat(confirmedOf("SKU-1")).as("the next one is parked, too").isEmpty();

        broker = event -> new EntryResult.Confirmed();
        decide((parked, connection) -> parked.release(connection, firstParked(parked, connection), "ada"));
        round(relay());
        assertThat(confirmedOf("SKU-1")).containsExactly("SKU-1-2", "SKU-1-3");
    }

    private interface Decision {
        boolean about(ParkedEvents parked, Connection connection) throws SQLException;
    }

    private static void decide(Decision decision) {
        boolean done = service.transactions()
                .executeWrite(status -> decision.about(new ParkedEvents(), status.getConnection()));
        assertThat(done).isTrue();
    }

    private static long firstParked(ParkedEvents parked, Connection connection) throws SQLException {
        return parked.find(connection, null, 0, 1).getFirst().id();
    }

    @Test
    void aTopicThatIsDownHoldsAllInTheirOrder() throws InterruptedException {
        publish("SKU-1", 1, 3);
        broker = event -> new ServerFault("ServiceUnavailable", Extent.BROKER);
        round(relay());
        assertThat(messages).as("what is behind was not tried").hasSize(1);

        broker = event -> new EntryResult.Confirmed();
        round(relay());

        assertThat(confirmed).containsExactly("SKU-1-1", "SKU-1-2", "SKU-1-3");
    }

    @Test
    void moreThanOneReadTakesLeavesInOrder() throws InterruptedException {
        service.transactions().executeWrite(status -> {
            for (long i = 1; i <= 1200; i++) {
                service.publisher().publish("SKU-" + i % 7, price(i));
            }
            return true;
        });
        var relay = relay();

        int taken = 0;
        for (int round = round(relay); round > 0; round = round(relay)) {
            taken += round;
        }

        assertThat(taken).isEqualTo(1200);
        for (int sku = 0; sku < 7; sku++) {
            assertThat(confirmedOf("SKU-" + sku)).isSortedAccordingTo(byRevision());
        }
    }

    @Test
    void whoeverPublishesOfASubjectWaitsForWhoHasDoneSoAndNotYetCommitted() throws Exception {
        var published = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = writers.submit(() -> service.transactions().executeWrite(status -> {
                service.publisher().publish("SKU-1", price(1));
                published.countDown();
                mayCommit.await(SOON.toSeconds(), TimeUnit.SECONDS);
                return true;
            }));
            published.await();
            var second = writers.submit(() -> service.transactions()
                    .executeWrite(status -> service.publisher().publish("SKU-1", price(2))));
            await().until(() ->
                    service.count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") == 1);
            publish("SKU-2", 1, 1); // Waits for nobody.
            assertThat(second.isDone()).isFalse();
            mayCommit.countDown();
            first.get();
            second.get();
        }

        round(relay());

        assertThat(confirmedOf("SKU-1")).containsExactly("SKU-1-1", "SKU-1-2");
    }

    @Test
    void anEventOfAnOrderedNounCanNotBePublishedForLater() {
        assertThatThrownBy(() -> service.transactions()
                        .executeWrite(status -> service.context
                                .getBean(DelayedPublisher.class)
                                .publishAt(Instant.now().plusSeconds(60), "SKU-1", price(1))))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("price.changed.v1 can't be published for later");
    }

    @Test
    void whatIsBroughtBackToAQueueInOrderHasADeduplicationIdOfItsRow() throws InterruptedException {
        publish("SKU-1", 1, 1);
        execute("UPDATE entrega.outbox SET noun = NULL, queue = 'ordered_reader.fifo'");

        round(relay());

        var fifo = Objects.requireNonNull(messages.getFirst().fifo());
        assertThat(service.count("SELECT position FROM entrega.outbox")).isEqualTo(fifo.position());
        assertThat(destinations).containsExactly(new Destination.OfQueue("ordered_reader.fifo"));
    }
}
