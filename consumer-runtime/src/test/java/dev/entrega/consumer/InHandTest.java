package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.InHand.Work;
import dev.entrega.messaging.aws.ReceivedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class InHandTest {

    private static final long NOW = System.nanoTime();

    private final InHand inHand = new InHand();

    private Work add(String id, Duration ago) {
        return inHand.add(
                new ReceivedMessage(id, id, "queue", "", Map.of(), 1, Instant.now(), null), NOW - ago.toNanos());
    }

    private List<String> extended(Duration from, Duration to) {
        var ids = new ArrayList<String>();
        inHand.extend(NOW, from, to, messages -> messages.forEach(message -> ids.add(message.id())));
        return ids;
    }

    @Test
    void whatHasBeenInHandForAWhileIsExtendedButNotForEver() {
        add("new", Duration.ofSeconds(1));
        add("old", Duration.ofSeconds(10));
        add("too old", Duration.ofHours(12));

        assertThat(extended(Duration.ofSeconds(5), Duration.ofHours(11))).containsExactly("old");
    }

    @Test
    void whatWasTakenOutIsExtendedNoMore() {
        var ended = add("ended", Duration.ofSeconds(10));

        assertThat(inHand.remove(ended)).isTrue();

        assertThat(extended(Duration.ZERO, Duration.ofHours(1))).isEmpty();
        assertThat(inHand.remove(ended)).as("by somebody else").isFalse();
    }

    /** One that arrived after the acknowledgement would undo what that said. */
    @Test
    void anExtensionUnderWayIsOverBeforeADeliveryIsTakenOut() throws InterruptedException {
        var work = add("ending", Duration.ofSeconds(10));
        var order = new CopyOnWriteArrayList<String>();
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var extending = Thread.ofPlatform()
                .start(() -> inHand.extend(NOW, Duration.ZERO, Duration.ofHours(1), messages -> {
                    begun.countDown();
                    awaitUninterrupted(goOn);
                    order.add("extended");
                }));
        begun.await();
        var ending = Thread.ofPlatform().start(() -> {
            inHand.remove(work);
            order.add("taken out");
        });
        await().until(() -> ending.getState() == Thread.State.WAITING || !ending.isAlive());

        goOn.countDown();
        extending.join();
        ending.join();

        assertThat(order).containsExactly("extended", "taken out");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatAShutdownHasWithdrawnIsNeverBegun() {
        var waiting = add("waiting", Duration.ZERO);
        var begun = add("begun", Duration.ZERO);
        assertThat(inHand.begin(begun)).isTrue();

        assertThat(inHand.withdrawWaiting()).containsExactly(waiting);

        assertThat(inHand.begin(waiting)).isFalse();
    }
}
