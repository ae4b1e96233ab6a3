package dev.entrega.marketplace.order;

/** What a token may be good for here. */
final class Scopes {
    static final String READ = "orders:read";

    /** To place, to cancel, to ship, and to set prices. */
    static final String WRITE = "orders:write";

    private Scopes() {}
}
