package dev.entrega.benchmark.stub;

import java.time.Duration;

/** How long the broker pretends to take. Thread-safe. */
final class Latency {

    private volatile Duration receive = Duration.ZERO;
    private volatile Duration delete = Duration.ZERO;
    private volatile Duration publish = Duration.ZERO;

    /** From now on. */
    void set(Duration forReceive, Duration forDelete, Duration forPublish) {
        receive = forReceive;
        delete = forDelete;
        publish = forPublish;
    }

    void ofReceive() throws InterruptedException {
        pass(receive);
    }

    void ofDelete() throws InterruptedException {
        pass(delete);
    }

    void ofPublish() throws InterruptedException {
        pass(publish);
    }

    private static void pass(Duration time) throws InterruptedException {
        if (time.isPositive()) {
            Thread.sleep(time);
        }
    }
}
