package dev.entrega.benchmark.spring;

import io.awspring.cloud.sqs.annotation.SqsListener;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** As the documentation's first example. Everything has its default. */
@Component
@Profile("bare")
class BareListener {

    @SqsListener("${BENCHMARK_QUEUE}")
    void take(String body) {
        Orders.parse(body);
    }
}
