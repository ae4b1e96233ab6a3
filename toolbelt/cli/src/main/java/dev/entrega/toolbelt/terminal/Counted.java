package dev.entrega.toolbelt.terminal;

/** Numbers of things as a person says them. */
public final class Counted {

    private Counted() {}

    /** As {@code 1 queue} or {@code 0 queues}, for nouns that end in an s when they are several. */
    public static String of(long number, String noun) {
        return number + " " + (number == 1 ? noun : noun + "s");
    }
}
