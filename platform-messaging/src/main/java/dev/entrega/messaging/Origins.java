package dev.entrega.messaging;

import java.util.List;
import java.util.Optional;

/** Knows where the work of the current thread comes from. Thread-safe. */
public final class Origins {

    private final List<Source> sources;

    /** One kind of work, as requests are. A bean of it is asked on the thread that works. Thread-safe. */
    @FunctionalInterface
    public interface Source {

        /** Empty if the current thread does no work of that kind. */
        Optional<Origin> current();
    }

    public Origins(List<Source> sources) {
        this.sources = List.copyOf(sources);
    }

    /** {@link Origin#NONE} for work that nobody has caused, as a job's. */
    public Origin current() {
        if (CurrentEvent.ORIGIN.isBound()) {
            return CurrentEvent.ORIGIN.get();
        }
        for (var source : sources) {
            var origin = source.current();
            if (origin.isPresent()) {
                return origin.get();
            }
        }
        return Origin.NONE;
    }
}
