package dev.entrega.benchmark.runner;

/** Measurements that belong together. */
interface Room {

    /** As it is chosen on the command line. */
    String name();

    /** Whether it is measured in a quick run even if nobody has asked for it. */
    default boolean isForQuickRuns() {
        return true;
    }

    /** Whether it is measured in a full run even if nobody has asked for it. */
    default boolean isForFullRuns() {
        return true;
    }

    /** Starts what it needs, measures, and ends what it has started. */
    void measure(Lab lab, Results results) throws Exception;
}
