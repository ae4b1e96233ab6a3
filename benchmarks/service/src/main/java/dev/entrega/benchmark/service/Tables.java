package dev.entrega.benchmark.service;

import dev.entrega.messaging.ReleaseStep;
import dev.entrega.messaging.Transactions;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** The tables of the business. No migration, since the same program also runs without a database. */
@Singleton
@Requires(beans = DataSource.class)
final class Tables implements ReleaseStep {

    private final Transactions transactions;

    Tables(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void run() {
        String sql = """
            CREATE SCHEMA IF NOT EXISTS benchmark;
            CREATE TABLE IF NOT EXISTS benchmark.turnover (
                id int PRIMARY KEY, orders bigint NOT NULL, amount bigint NOT NULL) WITH (fillfactor = 50);
            INSERT INTO benchmark.turnover SELECT nr, 0, 0 FROM generate_series(0, 9999) AS nr ON CONFLICT DO NOTHING;
            CREATE TABLE IF NOT EXISTS benchmark.placed (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, channel text NOT NULL, buyer text NOT NULL,
                amount bigint NOT NULL, placed_at timestamptz NOT NULL DEFAULT clock_timestamp())""";
        transactions.<Boolean>write(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}
