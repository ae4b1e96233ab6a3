package dev.entrega.benchmark.runner;

import java.util.Locale;

/** What the platform aims at. The names are those of the table of targets; a row with two figures is two here. */
enum Target {
    C1("consumer CPU per message ÷ raw loop on the same HTTP client", Bound.AT_MOST, 1.15, ""),
    C2_DEFAULT("consumer CPU per message ÷ Spring Cloud AWS, default", Bound.AT_MOST, 0.40, ""),
    C2_TUNED("consumer CPU per message ÷ Spring Cloud AWS, best tuned", Bound.AT_MOST, 0.50, ""),
    C3("deletes per DeleteMessageBatch under load", Bound.AT_LEAST, 9.5, ""),
    C4("messages per second at 20 ms / 5 ms, default settings ÷ raw with 32 loops", Bound.AT_LEAST, 0.9, ""),
    V1("validation and binding per event", Bound.AT_MOST, 10, "µs"),
    I1("inbox, ten per transaction ÷ one per transaction", Bound.AT_LEAST, 3.5, ""),
    I2(
            "inbox ÷ hand-written JDBC of the same shape, the worse of one and ten per transaction",
            Bound.AT_LEAST,
            0.9,
            ""),
    I3_BATCH("whole consumer in batches: CPU per message", Bound.AT_MOST, 105, "µs"),
    I3_SINGLE("whole consumer one by one: CPU per message", Bound.AT_MOST, 140, "µs"),
    O1("business + outbox ÷ business only, transactions per second", Bound.AT_LEAST, 0.65, ""),
    O2("publishing with the relay's wake-up ÷ without, transactions per second", Bound.AT_LEAST, 0.97, ""),
    R1("relay ÷ raw PublishBatch loop on the same core, events per second", Bound.AT_LEAST, 0.8, ""),
    R2("API calls per event under load", Bound.AT_MOST, 0.11, ""),
    L1_P50("commit → handler started, idle, local cloud, median", Bound.AT_MOST, 4, "ms"),
    L1_P99("commit → handler started, idle, local cloud, 99th percentile", Bound.AT_MOST, 15, "ms"),
    S1_START("start → ready", Bound.AT_MOST, 1.2, "s"),
    S1_RSS("memory when idle", Bound.AT_MOST, 180, "MB"),
    M1("memory with 10,000 messages waiting ÷ with 100", Bound.AT_MOST, 1.1, ""),
    E1("POST with its key, a row and an event ÷ the same statements by hand, per second", Bound.AT_LEAST, 0.8, ""),
    E2("publishing of 64 callers who share calls ÷ with a call each, events per second", Bound.AT_LEAST, 3, ""),
    E3_P99("100 clients' 99th percentile beside 10,000 idle connections ÷ without", Bound.AT_MOST, 2, ""),
    E3_RSS("memory with 10,000 idle connections", Bound.AT_MOST, 512, "MB"),
    E4("what all policies of a call cost, without HTTP", Bound.AT_MOST, 5, "µs"),
    E5_P99("calls' 99th percentile while one of three instances is slower by 1 s ÷ without", Bound.AT_MOST, 2, ""),
    E5_REQUESTS("requests for a call while one of three instances is slower by 1 s", Bound.AT_MOST, 1.2, ""),
    E6("commit → handlers that need no partner, 99th percentile while it is silent ÷ without", Bound.AT_MOST, 1.1, ""),
    E7_PROVE("a token that nobody has seen yet, proven", Bound.AT_MOST, 50, "µs"),
    E7_CACHED("a call's token that has been fetched", Bound.AT_MOST, 1_000, "µs");

    private enum Bound {
        AT_MOST("<="),
        AT_LEAST(">=");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }
    }

    private final String what;
    private final Bound bound;
    private final double limit;
    private final String unit;

    Target(String what, Bound bound, double limit, String unit) {
        this.what = what;
        this.bound = bound;
        this.limit = limit;
        this.unit = unit;
    }

    /** As in the table of targets: {@code C2-default}. */
    String id() {
        int underscore = name().indexOf('_');
        return underscore < 0
                ? name()
                : name().substring(0, underscore) + "-"
                        + name().substring(underscore + 1).toLowerCase(Locale.ROOT);
    }

    String what() {
        return what;
    }

    String unit() {
        return unit;
    }

    /** As {@code <= 1.15}. */
    String text() {
        var number = limit == Math.rint(limit) ? Long.toString(Math.round(limit)) : Double.toString(limit);
        return bound.sign + " " + number + (unit.isEmpty() ? "" : " " + unit);
    }

    boolean isMetBy(double value) {
        return switch (bound) {
            case AT_MOST -> value <= limit;
            case AT_LEAST -> value >= limit;
        };
    }
}
