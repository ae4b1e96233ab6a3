package dev.entrega.contract;

/**
 * Makes the data of a major version from that of the version after it, so that a publisher can serve those who still read
 * the older. Lies beside the contracts and is found by {@link java.util.ServiceLoader}; needs a constructor without
 * parameters.
 *
 * <p>A function of its argument and nothing else: it is called for every event that is published, by many threads.
 *
 * @param <F> the newer version
 * @param <T> the one before it
 */
public interface Downcaster<F extends EventData, T extends EventData> {

    /** What comes out has to keep the older contract: it is checked before it is published. */
    T downcast(F newer);
}
