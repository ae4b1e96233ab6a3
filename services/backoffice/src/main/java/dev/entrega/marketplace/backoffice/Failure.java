package dev.entrega.marketplace.backoffice;

/**
 * The page in the place of one that can't be shown.
 *
 * @param passes whether it helps to ask again, which the page then does by itself
 */
record Failure(String title, String text, boolean passes) {

    static final Failure UPSTREAM = new Failure(
            "orders-api does not answer",
            "The orders can't be shown just now. Nothing is lost by that. This page tries again by itself.",
            true);
}
