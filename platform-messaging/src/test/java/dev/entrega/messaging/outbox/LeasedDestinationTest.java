package dev.entrega.messaging.outbox;

import static dev.entrega.messaging.TestService.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.entrega.messaging.TestService;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.EntryResult.ServerFault;
import dev.entrega.messaging.aws.EntryResult.ServerFault.Extent;
import dev.entrega.messaging.report.ErrorReports;
import io.micronaut.transaction.TransactionOperations;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeasedDestinationTest {

    private static final Destination ORDERS = new Destination.OfType("order.placed.v1");
    private static final String RELAY = "relay-1";
    private static final Duration LEASE = Duration.ofMillis(300);

    private static TestService service;

    private final OutboxTable table = new OutboxTable();
    private final RelayRoom room = new RelayRoom();
    private final RelayRoom.Share share = room.share();
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private Function<String, EntryResult> broker = subject -> new EntryResult.Confirmed();
    private final AtomicInteger taken = new AtomicInteger();
    private Consumer<Object> afterTransaction = result -> {};
    private boolean goesOn = true;

    @BeforeAll
    static void start() {
        service = TestService.start("leased", Map.of("entrega.outbox.relay", "outside"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void anEmptyOutbox() {
        execute("TRUNCATE entrega.outbox, entrega.outbox_lease");
    }

    private static void publish(int count) {
        service.transactions().executeWrite(status -> {
            for (int i = 0; i < count; i++) {
                service.publisher().publish("s-" + i, order(1));
            }
            return true;
        });
    }

    private static void execute(String sql) {
        service.transactions().executeWrite(status -> {
            service.execute(status.getConnection(), sql);
            return true;
        });
    }

    private static long count(String condition) {
        return service.count("SELECT count(*) FROM entrega.outbox WHERE " + condition);
    }

    private List<OutboxEntry> firstOnes() {
        var due = new Transactions(service.transactions()).write(connection -> {
            table.lease(connection, RELAY, Set.of(), LEASE);
            return table.due(connection, Set.of(ORDERS.name()), List.of(), OutboxRelay.ROWS, room.free());
        });
        var first = Objects.requireNonNull(due.get(ORDERS));
        share.take(first);
        return first;
    }

    private @Nullable ServerFault sendAll(List<OutboxEntry> first) throws InterruptedException {
        var lease = new Lease(
                table,
                new Transactions(watched()),
                new Settlement(table, 20, service.context.getBean(ErrorReports.class)),
                RELAY,
                ORDERS,
                LEASE);
        OutboxRelay.Broker sender = (destination, messages) -> messages.stream()
                .map(message -> {
                    String subject = Objects.requireNonNull(message.attributes().get("subject"));
                    sent.add(subject);
                    return broker.apply(subject);
                })
                .toList();
        return new LeasedDestination(lease, sender, share, () -> goesOn, taken::incrementAndGet).sendAll(first, false);
    }

    /** The service's transactions; what each has given the test is told. */
    @SuppressWarnings("unchecked")
    private TransactionOperations<Connection> watched() {
        return (TransactionOperations<Connection>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TransactionOperations.class},
                (proxy, method, arguments) -> {
                    try {
                        var result = method.invoke(service.transactions(), arguments);
                        afterTransaction.accept(result);
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static boolean isReading(Object result) {
        return result instanceof List<?> list && !list.isEmpty() && list.getFirst() instanceof OutboxEntry;
    }

    @Test
    void theNextAreSentWhileTheLastAreStillWrittenDown() throws InterruptedException {
        publish(600);
        var locked = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var other = Thread.ofVirtual()
                .start(() -> service.transactions().executeWrite(status -> {
                    service.execute(
                            status.getConnection(), "SELECT FROM entrega.outbox WHERE subject = 's-0' FOR UPDATE");
                    locked.countDown();
                    awaitQuietly(mayEnd);
                    return true;
                }));
        locked.await();
        var sending = Thread.ofVirtual().start(() -> {
            try {
                sendAll(firstOnes());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        await().until(() -> sent.size() == 600);
        assertThat(count("published_at IS NOT NULL"))
                .as("they wait for the row")
                .isZero();
        mayEnd.countDown();
        other.join();
        sending.join();
        assertThat(count("published_at IS NULL")).isZero();
        assertThat(sent).hasSize(600).doesNotHaveDuplicates();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatIsSettledMakesRoomForMore() throws InterruptedException {
        publish(1);
        // 12 MB, half as much again as may be in hand at once.
        execute("""
            INSERT INTO entrega.outbox (event_id, type, source, subject, body)
            SELECT 'large-' || i, type, source, 'large-' || i, repeat('x', 4000) FROM entrega.outbox,
                   generate_series(1, 3000) AS i""");
        long all = room.free();
        var free = Collections.synchronizedList(new ArrayList<Long>());
        broker = subject -> {
            free.add(room.free());
            return new EntryResult.Confirmed();
        };

        assertThat(sendAll(firstOnes())).isNull();

        assertThat(sent).hasSize(3001).doesNotHaveDuplicates();
        assertThat(taken).as("said after each 500").hasValue(7);
        assertThat(Collections.min(free)).as("the next ones take room, too").isLessThan(all - 4_000_000);
        share.close();
        assertThat(room.free()).isEqualTo(all);
    }

    @Test
    void nothingMoreIsReadWithoutRoom() throws InterruptedException {
        publish(600);
        var first = firstOnes();
        var others = room.share();
        while (room.free() >= 2 << 20) { // A mebibyte is left to others.
            others.take(first);
        }

        assertThat(sendAll(first)).isNull();

        assertThat(sent).hasSize(500);
        assertThat(count("published_at IS NOT NULL")).isEqualTo(500);
    }

    @Test
    void nothingMoreIsSentOnceTheLeaseIsAnothers() throws InterruptedException {
        publish(1100);
        var read = new CountDownLatch(1);
        var refused = new CountDownLatch(1);
        var stolen = new AtomicBoolean();
        afterTransaction = result -> {
            if (isReading(result)) {
                read.countDown();
            } else if (Boolean.FALSE.equals(result)) {
                refused.countDown();
            }
        };
        broker = subject -> {
            awaitQuietly(read);
            if (stolen.compareAndSet(false, true)) {
                execute("UPDATE entrega.outbox_lease SET relay = 'another'");
            }
            awaitQuietly(refused);
            return new EntryResult.Confirmed();
        };

        assertThat(sendAll(firstOnes())).isNull();

        assertThat(sent).as("16 calls of 10").hasSize(160);
        assertThat(count("published_at IS NOT NULL"))
                .as("settled, since it is sent")
                .isEqualTo(160);
        assertThat(service.count("SELECT count(*) FROM entrega.outbox_lease WHERE relay = 'another'"))
                .isOne();
    }

    /** Its last calls are under way when that shows, and the next entries are read already. */
    @Test
    void theNextAreNotBegunOnceTheLeaseIsAnothers() throws InterruptedException {
        publish(600);
        var read = new CountDownLatch(1);
        var refused = new CountDownLatch(1);
        afterTransaction = result -> {
            if (isReading(result)) {
                read.countDown();
            } else if (Boolean.FALSE.equals(result)) {
                refused.countDown();
            }
        };
        broker = subject -> {
            if (subject.equals("s-499")) {
                awaitQuietly(read);
                execute("UPDATE entrega.outbox_lease SET relay = 'another'");
                awaitQuietly(refused);
            }
            return new EntryResult.Confirmed();
        };

        assertThat(sendAll(firstOnes())).isNull();

        assertThat(sent).hasSize(500);
        assertThat(count("published_at IS NOT NULL")).isEqualTo(500);
    }

    @Test
    void theNextAreNotBegunWhenItIsToStop() throws InterruptedException {
        publish(600);
        afterTransaction = result -> goesOn &= !isReading(result);

        assertThat(sendAll(firstOnes())).isNull();

        assertThat(sent).hasSize(500);
        assertThat(count("published_at IS NOT NULL")).isEqualTo(500);
    }

    @Test
    void nothingMoreIsReadOnceTheLeaseIsAnothers() throws InterruptedException {
        publish(600);
        var first = firstOnes();
        execute("UPDATE entrega.outbox_lease SET relay = 'another'");

        assertThat(sendAll(first)).isNull();

        assertThat(sent).hasSize(500);
    }

    @Test
    void whatIsUnderWayIsSettledThoughTheLeaseCanNotBeRenewed() throws InterruptedException {
        publish(1100);
        var refused = new CountDownLatch(1);
        afterTransaction = result -> {
            if (result instanceof Boolean) {
                refused.countDown();
                throw new IllegalStateException("on purpose");
            }
        };
        broker = subject -> {
            awaitQuietly(refused);
            return new EntryResult.Confirmed();
        };

        assertThat(sendAll(firstOnes())).isNull();

        assertSettledAndReleased(160);
    }

    @Test
    void nothingMoreIsTriedOnceTheDestinationTakesNothing() throws InterruptedException {
        publish(1100);
        // The last call of the first ones, when the next ones are read already.
        broker = subject -> Integer.parseInt(subject.substring(2)) < 490
                ? new EntryResult.Confirmed()
                : new ServerFault("InternalError", Extent.DESTINATION);

        assertThat(sendAll(firstOnes())).isNotNull();

        assertThat(sent).hasSize(500);
        assertThat(count("published_at IS NOT NULL")).isEqualTo(490);
        assertThat(service.count("SELECT count(*) FROM entrega.outbox_lease WHERE until > clock_timestamp()"))
                .isZero();
    }

    @Test
    void whatIsSentIsSettledThoughNoMoreCanBeRead() {
        publish(600);
        afterTransaction = result -> {
            if (isReading(result)) {
                throw new IllegalStateException("on purpose");
            }
        };

        assertThatThrownBy(() -> sendAll(firstOnes())).hasMessage("on purpose");

        assertSettledAndReleased(500);
    }

    @Test
    void whatIsSentIsSettledThoughTheOnesBeforeCanNot() {
        publish(1100);
        var failed = new AtomicBoolean();
        afterTransaction = result -> {
            if (result instanceof List<?> list
                    && list.getFirst() instanceof Dispatch.Sent
                    && failed.compareAndSet(false, true)) {
                throw new IllegalStateException("on purpose");
            }
        };

        assertThatThrownBy(() -> sendAll(firstOnes())).hasMessage("on purpose");

        assertSettledAndReleased(1000);
    }

    private void assertSettledAndReleased(int sentOnes) {
        assertThat(sent).hasSize(sentOnes);
        assertThat(count("published_at IS NOT NULL")).isEqualTo(sentOnes);
        assertThat(service.count("SELECT count(*) FROM entrega.outbox_lease WHERE until > clock_timestamp()"))
                .isZero();
    }
}
