package dev.entrega.marketplace.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.marketplace.demo.Marketplace;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("faults")
class DuplicateRequestTest {
    private static final int AT_ONCE = 20;

    private static final String ORDER = """
            {"buyer":{"name":"Ana","email":"ana@example.org"},"lines":[{"sku":"SKU-001","quantity":1}]}""";

    @Test
    void theSameRequestTwentyTimesAtOnceIsExecutedOnce() throws Exception {
        try (Marketplace marketplace = Marketplace.start(Path.of(".."));
                var client = marketplace.client()) {
            List<HttpResponse<String>> answers = atOnce(() -> client.placeOnce("same-key", ORDER));
            HttpResponse<String> later = client.place("same-key", ORDER);

            assertThat(answers)
                    .extracting(HttpResponse::statusCode)
                    .containsOnlyOnce(201)
                    .allMatch(List.of(201, 304, 409)::contains);
            assertThat(answers)
                    .filteredOn(answer -> answer.statusCode() == 409)
                    .allMatch(
                            answer -> answer.headers().firstValue("Retry-After").isPresent());
            assertThat(later.statusCode()).isEqualTo(304);
            assertThat(Stream.concat(answers.stream().filter(answer -> answer.statusCode() != 409), Stream.of(later))
                            .map(answer -> answer.headers().firstValue("Location"))
                            .distinct())
                    .as("everybody who was answered learns of the same order")
                    .hasSize(1);
            assertThat(marketplace.orders().number("SELECT count(*) FROM orders"))
                    .isEqualTo(1);
            assertThat(marketplace
                            .orders()
                            .number("SELECT count(*) FROM entrega.outbox WHERE type = 'order.placed.v1'"))
                    .isEqualTo(1);
        }
    }

    private static <T> List<T> atOnce(Callable<T> call) throws Exception {
        var start = new CyclicBarrier(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<T> together = () -> {
                start.await();
                return call.call();
            };
            return threads.invokeAll(Collections.nCopies(AT_ONCE, together)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }
}
