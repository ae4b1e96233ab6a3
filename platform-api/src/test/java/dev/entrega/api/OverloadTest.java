package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.messaging.runtime.DatabaseLoad;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class OverloadTest {

    /** More than four for each of two connections. */
    private static final int MANY = 20;

    @Test
    void whoWouldWaitForTooLongIsRefusedAtOnceAndNothingIsDone() throws Exception {
        try (var server = new NotesServer(Map.of("entrega.service", "busy", "entrega.database.pool-size", "2"));
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            server.gate().close();
            var answers = new ArrayList<Future<HttpResponse<String>>>();
            for (int i = 0; i < MANY; i++) {
                String key = "k" + i;
                answers.add(clients.submit(() -> server.write(key, "{\"text\":\"hello\"}")));
            }
            await().until(server.bean(DatabaseLoad.class)::isTooMuch);

            var refused = server.write("too-much", "{\"text\":\"refused\"}");
            int alive = server.get("/health/liveness").statusCode();
            server.gate().open();

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("\"code\":\"overloaded\"");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(alive).as("who asks for its health").isEqualTo(200);
            int done = 0;
            for (var answer : answers) { // The last of them may have been too many as well.
                int status = answer.get().statusCode();
                assertThat(status).isIn(201, 503);
                done += status == 201 ? 1 : 0;
            }
            assertThat(done).isPositive();
            assertThat(server.sql("SELECT count(*) FROM note")).isEqualTo(Integer.toString(done));
            assertThat(server.write("too-much", "{\"text\":\"refused\"}").statusCode())
                    .as("its repeat")
                    .isEqualTo(201);
        }
    }
}
