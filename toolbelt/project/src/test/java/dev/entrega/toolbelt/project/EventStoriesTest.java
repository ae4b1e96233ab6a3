package dev.entrega.toolbelt.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.entrega.local.SharedCloud;
import dev.entrega.toolbelt.project.EventStory.Step;
import dev.entrega.toolbelt.project.EventStory.What;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over the platform's real tables, in a database for each of two services. */
class EventStoriesTest {

    private Connection orders;
    private Connection stock;
    private EventStories stories;

    @BeforeEach
    void connect() throws SQLException {
        orders = database("story_orders", "messaging", "consumer");
        stock = database("story_stock", "messaging", "consumer");
        stories = new EventStories(new TreeMap<>(Map.of("orders-api", orders, "stock-service", stock)));
    }

    @AfterEach
    void disconnect() throws SQLException {
        orders.close();
        stock.close();
    }

    private static Connection database(String name, String... modules) throws SQLException {
        var address = DatabaseAddress.of(SharedCloud.freshDatabase(name));
        for (String module : modules) {
            var configuration = Flyway.configure();
            // As a release does it: indexes are built while others write.
            configuration
                    .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                    .setTransactionalLock(false);
            configuration
                    .dataSource(
                            address.url().jdbcUrl(),
                            address.url().user(),
                            address.url().password())
                    .schemas("entrega")
                    .table(module + "_history")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .locations("classpath:entrega/" + module + "/db")
                    .load()
                    .migrate();
        }
        return address.connect();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void accepted(String id, String publishedAt) throws SQLException {
        execute(
                orders,
                "INSERT INTO entrega.outbox (event_id, type, source, subject, body, published_at) VALUES ('" + id
                        + "', 'order.placed.v1', '/orders-api', 'order-1', '{}', " + publishedAt + ")");
    }

    @Test
    void aServiceThatHandlesNothingAndOneThatWasNeverReleasedAreInNobodysWay() throws SQLException {
        execute(stock, "INSERT INTO entrega.inbox VALUES ('reserve-stock', '/orders-api', 'e-1', now(), 0)");
        accepted("e-1", "now()");
        try (var entry = database("story_entry", "messaging");
                var empty = database("story_empty")) {
            var all = new EventStories(new TreeMap<>(
                    Map.of("orders-api", orders, "stock-service", stock, "entry-api", entry, "new", empty)));

            assertThat(all.of("e-1"))
                    .singleElement()
                    .satisfies(story -> assertThat(story.steps()).hasSize(1));
            assertThat(all.latest(5)).hasSize(1);
        }
    }

    @Test
    void whatComesFromElsewhereIsAmongTheLatest() throws SQLException {
        accepted("e-1", "now()");
        execute(stock, "INSERT INTO entrega.inbox VALUES ('reserve-stock', '/orders-api', 'e-1', now(), 0)");
        execute(
                stock,
                "INSERT INTO entrega.inbox VALUES ('reserve-stock', '/toolbelt', 'f-1', now() + interval '1 s', 0)");

        assertThat(stories.latest(5))
                .extracting(EventStory::id, EventStory::source, EventStory::acceptedBy)
                .containsExactly(tuple("f-1", "/toolbelt", null), tuple("e-1", "/orders-api", "orders-api"));
        assertThat(stories.latest(1)).extracting(EventStory::id).containsExactly("f-1");
    }

    @Test
    void anEventInTwoVersionsHasOneStoryThatOfTheOriginal() throws SQLException {
        execute(orders, """
            INSERT INTO entrega.outbox (event_id, type, source, subject, body)
            VALUES ('e-1', 'order.placed.v2', '/orders-api', 'order-1', '{}'),
                   ('e-1', 'order.placed.v1', '/orders-api', 'order-1', '{}')""");

        assertThat(stories.of("e-1")).extracting(EventStory::type).containsExactly("order.placed.v2");
        assertThat(stories.latest(1)).extracting(EventStory::type).containsExactly("order.placed.v2");
    }

    @Test
    void anEventIsFollowedFromItsOutboxThroughEveryHandler() throws SQLException {
        accepted("e-1", "now()");
        execute(stock, "INSERT INTO entrega.inbox VALUES ('reserve-stock', '/orders-api', 'e-1', now(), 2)");
        execute(
                stock,
                "INSERT INTO entrega.attempt (handler, source, event_id, attempts, last_error, last_at)"
                        + " VALUES ('count-orders', '/orders-api', 'e-1', 3, 'Broken', now() + interval '1 s')");

        var story = stories.of("e-1");

        assertThat(story).hasSize(1);
        assertThat(story.getFirst().acceptedBy()).isEqualTo("orders-api");
        assertThat(story.getFirst().publishedAt()).isNotNull();
        assertThat(story.getFirst().steps())
                .extracting(Step::service, Step::handler, Step::what, Step::count, Step::detail)
                .containsExactly(
                        tuple("stock-service", "reserve-stock", What.HANDLED, 1, ""),
                        tuple("stock-service", "reserve-stock", What.DUPLICATE, 2, ""),
                        tuple("stock-service", "count-orders", What.ATTEMPT, 3, "Broken"));
    }

    @Test
    void theSameIdOfAnotherSourceIsAnotherStory() throws SQLException {
        accepted("e-2", "NULL");
        execute(stock, "INSERT INTO entrega.inbox VALUES ('reserve-stock', '/elsewhere', 'e-2', now(), 0)");

        assertThat(stories.of("e-2"))
                .extracting(EventStory::source, EventStory::acceptedBy)
                .containsExactly(tuple("/orders-api", "orders-api"), tuple("/elsewhere", null));
    }

    @Test
    void aRedrivenDeadLetterShowsWhoBroughtItBackAndNoSecondAcceptance() throws SQLException {
        accepted("e-3", "now()");
        execute(stock, """
            INSERT INTO entrega.outbox (event_id, type, source, subject, body, queue)
            VALUES ('e-3', 'order.placed.v1', '/orders-api', 'order-1', '{}', 'dev_stock-service')""");
        execute(stock, """
            INSERT INTO entrega.audit (who, action, handler, source, event_id, detail)
            VALUES ('ada', 'edit', 'reserve-stock', '/orders-api', 'e-3', 'a typo'),
                   ('ada', 'erase', 'reserve-stock', '/orders-api', 'e-3', 'the buyer asked'),
                   ('ada', 'redrive', 'reserve-stock', '/orders-api', 'e-3', 'REJECTED: no such product'),
                   ('ada', 'discard', 'add-turnover', '/orders-api', 'e-3', 'a test')""");

        var story = stories.of("e-3");

        assertThat(story).hasSize(1);
        assertThat(story.getFirst().steps())
                .extracting(Step::what, Step::detail)
                .containsExactly(
                        tuple(What.EDITED, "ada: a typo"),
                        tuple(What.ERASED, "ada: the buyer asked"),
                        tuple(What.REDRIVEN, "ada: REJECTED: no such product"),
                        tuple(What.DISCARDED, "ada: a test"));
    }

    @Test
    void anEventThatNobodyKnowsHasNoStory() throws SQLException {
        assertThat(stories.of("nobody")).isEmpty();
    }

    @Test
    void theLatestComeFirstAndNoMoreThanAsked() throws SQLException {
        accepted("e-4", "now()");
        accepted("e-5", "now()");
        accepted("e-6", "NULL");

        assertThat(stories.latest(2)).extracting(EventStory::id).containsExactly("e-6", "e-5");
    }
}
