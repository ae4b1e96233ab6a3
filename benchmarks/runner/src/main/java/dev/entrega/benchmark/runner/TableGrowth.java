package dev.entrega.benchmark.runner;

import dev.entrega.benchmark.runner.Programs.Processors;
import dev.entrega.benchmark.stub.Stub;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether a service becomes slower by what it remembers: claims by the rows of the inbox, publishing and the relay's emptying
 * by the events that the journal keeps, and that by how many topics they go to. Eight connections, PostgreSQL alone.
 */
final class TableGrowth {

    private static final int THREADS = 8;
    private static final List<Long> INBOX = List.of(0L, 1_000_000L, 10_000_000L);
    private static final List<Long> JOURNAL = List.of(0L, 1_000_000L, 5_000_000L);
    private static final List<Integer> TOPICS = List.of(1, 10, 50);

    private final Lab lab;
    private final Results results;
    private final Program program;
    private final String url;

    private TableGrowth(Lab lab, Results results, Program program, String url) {
        this.lab = lab;
        this.results = results;
        this.program = program;
        this.url = url;
    }

    static void measure(Lab lab, Results results) throws SQLException, InterruptedException {
        String url = lab.database().fresh("tables");
        var environment = lab.aws(Map.of(
                "DATABASE_URL", url,
                "BENCHMARK_TRIALS", "true",
                "BENCHMARK_HANDLER", "single",
                "ENTREGA_OUTBOX_RELAY", "outside",
                "ENTREGA_ENV", "tables"));
        try (var program = lab.programs().service("tables", Processors.ALL, environment)) {
            program.await(Programs.PUBLISHER + " is ready");
            var own = new TableGrowth(lab, results, program, url);
            own.inbox();
            own.topics();
            own.journal();
        }
    }

    private void inbox() throws SQLException, InterruptedException {
        for (long rows : INBOX) {
            Lab.say("scaling: an inbox of " + rows + " rows");
            lab.database().execute(url, """
                    INSERT INTO entrega.inbox (handler, source, event_id)
                    SELECT 'count-order', '/orders-api', '0180a5b0-0000-7000-8000-' || lpad(to_hex(nr), 12, '0')
                      FROM generate_series(1, %d) AS nr ON CONFLICT DO NOTHING""".formatted(rows));
            settle("entrega.inbox");
            var trials = List.of("inbox-one", "inbox-ten");
            TrialTurns.warmUp(lab, program, trials, THREADS);
            var turns = new TrialTurns();
            for (int round = 1; round <= lab.scale().rounds(); round++) {
                for (String trial : trials) {
                    turns.take(lab, program, trial, THREADS);
                }
            }
            String group = "Claims and updates per second by the rows of the inbox, ";
            results.figure(group + "one per transaction", name(rows, "rows"), turns.of("inbox-one"), "1/s");
            results.figure(group + "ten per transaction", name(rows, "rows"), turns.of("inbox-ten"), "1/s");
        }
    }

    private void topics() throws SQLException, InterruptedException {
        for (int topics : TOPICS) {
            Lab.say("scaling: events for " + topics + (topics == 1 ? " topic" : " topics"));
            var drained = new ArrayList<Double>();
            for (int round = 0; round <= lab.scale().rounds(); round++) {
                publish(
                        lab.scale().backlog(),
                        "'noun' || chr(97 + (nr %% %1$d)::int / 26) || chr(97 + (nr %% %1$d)::int %% 26)"
                                .formatted(topics),
                        "NULL");
                double perSecond = drain();
                if (round > 0) { // The first warms up.
                    drained.add(perSecond);
                }
            }
            results.figure(
                    "Events per second through the relay by the number of topics",
                    NumberedServices.counted(topics, "topic"),
                    new Samples(drained),
                    "1/s");
        }
    }

    private void journal() throws SQLException, InterruptedException {
        long kept = 0;
        lab.database().execute(url, "TRUNCATE entrega.outbox");
        for (long events : JOURNAL) {
            Lab.say("scaling: a journal of " + events + " events");
            publish(events - kept, "'order'", "clock_timestamp()");
            kept = events;
            settle("entrega.outbox");
            TrialTurns.warmUp(lab, program, List.of("outbox"), THREADS);
            drain();
            var turns = new TrialTurns();
            var drained = new ArrayList<Double>();
            for (int round = 1; round <= lab.scale().rounds(); round++) {
                turns.take(lab, program, "outbox", THREADS);
                drained.add(drain());
            }
            results.figure(
                    "Transactions with an event per second by the events in the journal",
                    name(events, "events"),
                    turns.of("outbox"),
                    "1/s");
            results.figure(
                    "Events per second through the relay by the events in the journal",
                    name(events, "events"),
                    new Samples(drained),
                    "1/s");
        }
    }

    private void publish(long events, String noun, String publishedAt) throws SQLException {
        lab.database()
                .execute(
                        url,
                        "INSERT INTO entrega.outbox (event_id, type, source, subject, body, published_at)"
                                + " SELECT gen_random_uuid()::text, " + noun
                                + " || '.placed.v2', '/orders-api', 'order-4711', '"
                                + Stub.sampleOrder(Instant.now(), 1).replace("'", "''") + "', " + publishedAt
                                + " FROM generate_series(1, " + events + ") AS nr");
    }

    /** @return events per second, of all that are waiting */
    private double drain() throws InterruptedException {
        var watch = lab.machine().watch();
        long rows = program.ask("drain 0 1").count();
        watch.end();
        return rows / program.took().getFirst();
    }

    /** What was filled in is written down and looked over, as it would be long since. */
    private void settle(String table) throws SQLException {
        lab.database().execute(url, "VACUUM ANALYZE " + table);
        lab.database().execute(url, "CHECKPOINT");
    }

    private static String name(long count, String what) {
        return "Entrega, " + (count == 0 ? "none" : count / 1_000_000 + " million " + what);
    }
}
