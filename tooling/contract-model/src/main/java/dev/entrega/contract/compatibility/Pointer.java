package dev.entrega.contract.compatibility;

/** JSON pointers as URI fragments, {@code #/properties/a}. */
final class Pointer {

    private Pointer() {}

    /** RFC 6901, section 3. */
    static String below(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
