package dev.entrega.marketplace.backoffice.login;

/**
 * Somebody who has logged in.
 *
 * @param subject who that is to the issuer
 * @param name who that is to people
 * @param token the person's own, for {@code orders-api}
 * @param until when the token ends, in seconds since 1970
 */
public record Session(String subject, String name, String token, long until) {

    /** The header by which the person is known to whom the backoffice calls. */
    public String authorization() {
        return "Bearer " + token;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Session[" + subject + "]";
    }
}
