package dev.entrega.toolbelt.faults;

/**
 * What the JVM calls before the service's main class. Being an agent is enough: its jar is on the class path then, where
 * the service finds {@link FailingHandlers} among its beans. Knows nothing of Micronaut, which a process may not have.
 */
public final class Agent {
    /** The system property that names the file. */
    static final String FILE = "entrega.live-faults";

    private Agent() {}

    /** @param file with the names of the handlers that fail, one a line; may be missing, and change at any time */
    public static void premain(String file) {
        System.setProperty(FILE, file);
    }
}
