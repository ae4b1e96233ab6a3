package dev.entrega.local.sns;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The one line through a FIFO topic: calls pass one at a time as far as into the queues, each publication gets the next
 * number, and one that repeats a deduplication id is answered like the first and delivered no more.
 */
final class FifoLine {
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Deduplication deduplication = new Deduplication(InstantSource.system());
    private long last;

    /**
     * @param perGroup whether a deduplication id counts within its group only
     * @param delivery of what has not come before
     * @return of each publication
     */
    List<Published> pass(List<Publication> publications, boolean perGroup, Consumer<List<Published>> delivery) {
        turn.lock();
        try {
            List<Published> all = new ArrayList<>();
            List<Published> fresh = new ArrayList<>();
            for (Publication publication : publications) {
                String key = perGroup
                        ? token(publication.group()) + " " + token(publication.deduplication())
                        : token(publication.deduplication());
                Optional<Published> earlier = deduplication.find(key);
                Published published = earlier.orElseGet(() -> Published.now(publication, Optional.of(next())));
                if (earlier.isEmpty()) {
                    deduplication.remember(key, published);
                    fresh.add(published);
                }
                all.add(published);
            }
            delivery.accept(fresh);
            return all;
        } finally {
            turn.unlock();
        }
    }

    /** Never empty: the topic has refused what lacks it. */
    private static String token(Optional<String> token) {
        return token.orElseThrow();
    }

    /** 20 digits, so that they sort as texts, too. */
    private String next() {
        last++;
        return "1%019d".formatted(last);
    }
}
