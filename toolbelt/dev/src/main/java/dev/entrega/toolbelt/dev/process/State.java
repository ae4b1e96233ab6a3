package dev.entrega.toolbelt.dev.process;

/** Where a process is in its life. */
public enum State {
    /** It was started and has not said yet that it is ready. */
    STARTING,
    /** It has said so, or is of a type that never does. */
    RUNNING,
    /** It died and is about to be started again. */
    DIED,
    /** It was told to stop. */
    STOPPED
}
