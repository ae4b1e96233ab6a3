package dev.entrega.client;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Keeps those who ask waiting until it is told to answer, and lets a test wait until so many of them do. */
final class Waiting implements Partner.Behaviour {

    private final CountDownLatch arrived;
    private final CountDownLatch go = new CountDownLatch(1);
    private final Partner.Behaviour then;

    Waiting(int callers, Partner.Behaviour then) {
        this.arrived = new CountDownLatch(callers);
        this.then = then;
    }

    @Override
    public void answer(HttpExchange exchange) throws IOException, InterruptedException {
        arrived.countDown();
        go.await();
        then.answer(exchange);
    }

    void awaitCallers() throws InterruptedException {
        arrived.await();
    }

    void go() {
        go.countDown();
    }
}
