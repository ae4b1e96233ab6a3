package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.local.LocalPostgres;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 15: the disk under an API's database is full, and then has room again. */
@Tag("faults")
class FullDiskTest {

    /** Of requests that still fit into the pages that there are. */
    private static final int MOST = 1000;

    private static final String FILLER = "CREATE TABLE filler (x text) WITH (autovacuum_enabled = off)";
    private static final String FILL = """
        DO $$ BEGIN
            LOOP INSERT INTO filler SELECT repeat('x', 1900) FROM generate_series(1, 100); END LOOP;
        EXCEPTION WHEN disk_full THEN NULL; END $$""";

    @Test
    void whatDoesNotFitIsRefusedAndExecutedWhenThereIsRoomAgain(@TempDir Path disk) throws Exception {
        try (var postgres = LocalPostgres.start()) {
            String database = postgres.freshDatabase("full");
            SmallDisk.under(disk, database);
            String administration = postgres.database("postgres");
            NotesServer.sql(administration, "CREATE TABLESPACE small LOCATION '" + disk + "'");
            NotesServer.sql(
                    administration,
                    "ALTER DATABASE \"%s\" SET TABLESPACE small"
                            .formatted(URI.create(database).getPath().substring(1)));
            var settings = new HashMap<>(Shipments.SETTINGS);
            settings.put("database.url", database);
            try (var server = new NotesServer(settings)) {
                assertThat(server.ship("0").statusCode()).isEqualTo(201);
                server.sql(FILLER);
                server.sql(FILL);

                int accepted = 1;
                HttpResponse<String> answer = server.ship("1");
                while (answer.statusCode() == 201 && accepted < MOST) {
                    accepted++;
                    answer = server.ship(Integer.toString(accepted));
                }
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");

                server.sql("DROP TABLE filler");
                assertThat(server.ship(Integer.toString(accepted)).statusCode()).isEqualTo(201);
                assertThat(server.ship("0").statusCode()).isEqualTo(304);
                String all = Integer.toString(accepted + 1);
                assertThat(server.sql("SELECT count(*) FROM note")).isEqualTo(all);
                assertThat(server.sql("SELECT count(*) FROM entrega.idempotency_key"))
                        .isEqualTo(all);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> server.sql("SELECT count(*) FROM entrega.outbox WHERE published_at IS NOT NULL")
                                .equals(all));
            }
        }
    }
}
