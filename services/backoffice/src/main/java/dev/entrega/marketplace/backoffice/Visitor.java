package dev.entrega.marketplace.backoffice;

import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page.
 *
 * @param name {@code null} if nobody is logged in
 * @param token that lets the form pass by which they log out
 */
record Visitor(@Nullable String name, String token) {

    /**
     * Says what this visitor may not do, and as whom.
     *
     * @param what as "see orders"
     * @param why a sentence of who refuses it
     */
    String mayNot(String what, String why) {
        return name == null ? why : "As " + name + " you may not " + what + ". " + why;
    }
}
