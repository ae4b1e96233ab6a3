package dev.entrega.toolbelt.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters of a service a command ends, and how many of them. */
final class Chosen {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private FilterOptions filter;

    @Parameters(paramLabel = "SERVICE", description = "whose")
    @SuppressWarnings("NullAway.Init")
    private String service;

    @Option(names = "--id", paramLabel = "ID", description = "these alone; may be given several times")
    private List<Long> ids = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "how many at most (default: all)")
    private @Nullable Long limit;

    String service() {
        return service;
    }

    boolean isPossible() {
        return limit == null || limit >= 1;
    }

    Selection in(Letters letters) {
        return new Selection(letters, filter.filter(), ids);
    }

    /** @param matching how many there are */
    long wanted(long matching) {
        return limit == null ? matching : Math.min(limit, matching);
    }
}
