package dev.entrega.toolbelt.dev.process;

/** Where what is said goes. Called by many threads. */
public interface Output {
    /** A process has written a line. */
    void line(String label, String line);

    /** Something has happened to a process that people should know. */
    void news(String text);
}
