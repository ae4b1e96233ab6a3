package dev.entrega.soak;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Deals the faults out, every one as often as any other, in an order that the lots say. Used by one thread. */
final class Deck {

    private final Deque<Fault> left = new ArrayDeque<>();
    private final Random lots;

    Deck(Random lots) {
        this.lots = lots;
    }

    Fault next() {
        if (left.isEmpty()) {
            var all = new ArrayList<>(List.of(Fault.values()));
            Collections.shuffle(all, lots);
            left.addAll(all);
        }
        return left.pop();
    }
}
