package dev.entrega.toolbelt.dev.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.toolbelt.dev.live.Reading.Balance;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The line "lost" of the page has to be true in both directions. */
class BookkeepingTest {
    private SampleSystem system;
    private Watch watch;

    @BeforeEach
    void start() throws Exception {
        system = SampleSystem.start();
        watch = system.watch();
    }

    @AfterEach
    void end() throws Exception {
        watch.stop();
        system.close();
    }

    @Test
    void whatIsInNoTableAndNoQueueIsLost() throws Exception {
        assertThat(watch.read().balance()).isEqualTo(new Balance(4, 1, 1));
    }

    @Test
    void aMessageInTheQueueMayBeIt() throws Exception {
        system.send();
        assertThat(watch.read().balance()).isEqualTo(new Balance(4, 2, 0));
    }

    @Test
    void handledItIsNeither() throws Exception {
        assertThat(watch.read().balance().underWay()).isEqualTo(1);
        system.run("stock-service", """
            INSERT INTO entrega.inbox (handler, source, event_id)
            VALUES ('reserve-stock', '/orders-api', 'e3'), ('reserve-stock', '/orders-api', 'e4')\
            """);
        assertThat(watch.read().balance()).isEqualTo(new Balance(4, 0, 0));
    }

    @Test
    void anEventInTwoVersionsIsOneAndIsMissedByTheReadersOfEither() throws Exception {
        system.run("orders-api", """
            INSERT INTO entrega.outbox (event_id, type, source, subject, body, created_at, published_at)
            SELECT 'e5', type, '/orders-api', 'order-5', '{}', clock_timestamp() - interval '1 minute',
                   clock_timestamp() - interval '59 seconds'
              FROM unnest(ARRAY['order.placed.v2', 'order.placed.v1']) AS type\
            """);
        assertThat(watch.read().balance()).isEqualTo(new Balance(5, 1, 2));
    }

    @Test
    void handledByAnotherHandlerOrOfAnotherSourceItIsStillMissing() throws Exception {
        system.run("stock-service", """
            INSERT INTO entrega.inbox (handler, source, event_id)
            VALUES ('count-orders', '/orders-api', 'e4'), ('reserve-stock', '/elsewhere', 'e4')\
            """);
        assertThat(watch.read().balance()).isEqualTo(new Balance(4, 1, 1));
    }

    @Test
    void whatHasNotLeftItsOutboxIsUnderWay() throws Exception {
        system.run("orders-api", """
            INSERT INTO entrega.outbox (event_id, type, source, subject, body)
            VALUES ('e5', 'order.placed.v1', '/orders-api', 'order-5', '{}')\
            """);
        assertThat(watch.read().balance()).isEqualTo(new Balance(5, 2, 1));
    }

    @Test
    void aRedriveIsUnderWayAndADiscardIsTheEnd() throws Exception {
        assertThat(watch.read().balance()).isEqualTo(new Balance(4, 1, 1));
        system.run("stock-service", """
            DELETE FROM entrega.dead_letter;
            INSERT INTO entrega.outbox (event_id, type, source, subject, body, queue)
            VALUES ('e2', 'order.placed.v1', '/orders-api', 'order-2', '{}', 'dev_stock-service')\
            """);
        assertThat(watch.read().balance()).isEqualTo(new Balance(4, 2, 1));
        system.run("stock-service", """
            DELETE FROM entrega.outbox;
            INSERT INTO entrega.audit (who, action, handler, source, event_id, detail)
            VALUES ('test', 'discard', 'reserve-stock', '/orders-api', 'e2', '')\
            """);
        assertThat(watch.read().balance()).isEqualTo(new Balance(4, 1, 1));
    }

    @Test
    void whatWaitsBehindADeadLetterOfItsSubjectIsUnderWay() throws Exception {
        system.run("stock-service", """
            INSERT INTO entrega.held (queue, group_id, source, event_id, type, subject, body)
            VALUES ('dev_stock-service.fifo', 'order-4', '/orders-api', 'e4', 'order.placed.v1', 'order-4', '{}'),
                   ('dev_stock-service.fifo', 'order-3', '/orders-api', 'e3', 'order.placed.v1', 'order-3', '{}')\
            """);
        assertThat(watch.read().balance()).isEqualTo(new Balance(4, 2, 0));
    }

    @Test
    void aReadingThatFailsIsToldAndTheNextOneIsMade() throws Exception {
        var failing = new AtomicBoolean(true);
        Watch other = system.watch(() -> {
            if (failing.get()) {
                throw new IllegalStateException("no list of services");
            }
            return SampleSystem.services();
        });
        try {
            assertThat(other.read().problem()).contains("no list of services");
            failing.set(false);
            assertThat(other.read().problem()).isEmpty();
        } finally {
            other.stop();
        }
    }
}
