package dev.entrega.consumer;

import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.Queue.Visibility;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the deliveries in hand invisible for others, however long their handlers take. */
final class Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    /** SQS counts 12 h from the receive and then refuses (SQS quotas). */
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Queue queue;
    private final InHand inHand;
    private final Duration visibility;
    private final Clock clock;
    private final Thread loop = Thread.ofVirtual().name("heartbeat").unstarted(this::run);

    Heartbeat(Queue queue, InHand inHand, Duration visibility, Clock clock) {
        this.queue = queue;
        this.inHand = inHand;
        this.visibility = visibility;
        this.clock = clock;
    }

    void start() {
        loop.start();
    }

    private void run() {
        var interval = visibility.dividedBy(3);
        try {
            while (true) {
                Thread.sleep(interval);
                try {
                    extend(interval);
                } catch (RuntimeException e) {
                    LOG.error("Deliveries in hand could not be kept invisible, it is tried again", e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The heartbeat ends");
        }
    }

    private void extend(Duration interval) {
        inHand.extend(clock.instant(), interval.dividedBy(2), LONGEST.minus(visibility), messages -> {
            for (int from = 0; from < messages.size(); from += Queue.MAX_BATCH) {
                queue.changeVisibility(
                        messages.subList(from, Math.min(from + Queue.MAX_BATCH, messages.size())).stream()
                                .map(message -> new Visibility(message.receipt(), visibility))
                                .toList());
            }
        });
    }

    void stop() {
        loop.interrupt();
    }
}
