package dev.entrega.benchmark.service;

/** A piece of work that is done again and again. Thread-safe. */
public interface Trial {

    String name();

    /** @return what it has done this time, in the trial's own unit */
    long once() throws Exception;
}
