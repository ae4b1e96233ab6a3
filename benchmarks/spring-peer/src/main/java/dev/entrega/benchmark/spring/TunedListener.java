package dev.entrega.benchmark.spring;

import io.awspring.cloud.sqs.annotation.SqsListener;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Whole batches. */
@Component
@Profile("tuned")
class TunedListener {

    @SqsListener("${BENCHMARK_QUEUE}")
    void take(List<String> bodies) {
        bodies.forEach(Orders::parse);
    }
}
