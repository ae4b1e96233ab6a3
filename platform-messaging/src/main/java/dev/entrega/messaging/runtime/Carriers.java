package dev.entrega.messaging.runtime;

/**
 * How many threads of the system carry the virtual ones. One, as JDK 25 has on one processor, goes on with what those threads
 * hand to each other, and while there is always something of it, it looks at nothing else: who waits for a socket or for a time
 * waits for as long as that lasts. A second one looks.
 */
final class Carriers {

    /** Read by the JDK when the first virtual thread is made. */
    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    private static final int LEAST = 2;

    private Carriers() {}

    /** Before the first virtual thread is made. What somebody has set stays. */
    static void requireTwo() {
        if (Runtime.getRuntime().availableProcessors() < LEAST && System.getProperty(PARALLELISM) == null) {
            System.setProperty(PARALLELISM, Integer.toString(LEAST));
        }
    }
}
