package dev.entrega.toolbelt.resilience;

/** The parts of a setting's name, as {@code upstreams.bazaar.timeout}. An upstream's name holds no dot. */
final class Name {

    private static final String PREFIX = "upstreams.";

    private Name() {}

    /** As {@code bazaar}. */
    static String upstream(String name) {
        return name.substring(PREFIX.length(), end(name));
    }

    /** As {@code timeout}. */
    static String setting(String name) {
        return name.substring(end(name) + 1);
    }

    private static int end(String name) {
        return name.indexOf('.', PREFIX.length());
    }
}
