package dev.entrega.client;

/**
 * How many calls of an upstream may still be repeated: each call pays in a share of a retry, each retry takes out a whole one.
 * So an upstream that fails altogether gets so much more load and no more, however many callers repeat. Thread-safe.
 */
final class RetryBudget {

    /** Saved up in quiet times, and there at the beginning: otherwise who calls seldom could never repeat. */
    static final int RESERVE = 10;

    private static final int WHOLE = 100;

    private final int share;
    private final int most;
    private int balance;

    /** @param percent of calls that may be repeated; with 0 none is, not even of what would be saved up */
    RetryBudget(int percent) {
        this.share = percent;
        this.most = percent == 0 ? 0 : RESERVE * WHOLE;
        this.balance = most;
    }

    synchronized void payIn() {
        balance = Math.min(balance + share, most);
    }

    /** @return false if there is not enough for a retry */
    synchronized boolean takeOut() {
        if (balance < WHOLE) {
            return false;
        }
        balance -= WHOLE;
        return true;
    }
}
