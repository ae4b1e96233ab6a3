package dev.entrega.toolbelt.dev.process;

/**
 * A process as it is now.
 *
 * @param pid 0 if there is none
 * @param restarts how often it was started again, for whichever reason
 * @param lastLine what it said last
 */
public record Status(String label, String service, String type, State state, long pid, int restarts, String lastLine) {}
