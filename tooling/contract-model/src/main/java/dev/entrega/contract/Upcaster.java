package dev.entrega.contract;

/**
 * Makes the data of a major version from that of the version before it, so that a handler reads its newest version alone.
 * Lies beside the contracts and is found by {@link java.util.ServiceLoader}; needs a constructor without parameters.
 *
 * <p>A function of its argument and nothing else: it is called for every delivery of an older event, by many threads.
 *
 * @param <F> the older version
 * @param <T> the next one
 */
public interface Upcaster<F extends EventData, T extends EventData> {

    /** What the older version doesn't say has to be something that was true of all its events. */
    T upcast(F older);
}
