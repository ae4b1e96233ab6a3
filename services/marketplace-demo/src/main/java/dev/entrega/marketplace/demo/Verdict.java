package dev.entrega.marketplace.demo;

import java.time.Duration;
import java.util.List;

/**
 * The end of a trial.
 *
 * @param tally the count
 * @param complaints every promise that was broken, a line each
 * @param redelivered how many events were delivered again on purpose
 * @param sending how long the orders took to be sent
 * @param settling how long it took after that until nothing moved any more
 */
public record Verdict(Tally tally, List<String> complaints, int redelivered, Duration sending, Duration settling) {

    public Verdict {
        complaints = List.copyOf(complaints);
    }

    /** Whether nothing was lost, nothing applied twice, nothing reordered that has an order, and every other promise kept. */
    public boolean passed() {
        return complaints.isEmpty();
    }
}
