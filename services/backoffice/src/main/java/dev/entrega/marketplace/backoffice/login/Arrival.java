package dev.entrega.marketplace.backoffice.login;

import io.micronaut.http.cookie.Cookie;
import java.util.List;

/** What has become of a login when the issuer sends the browser back. */
public sealed interface Arrival {

    /**
     * They are who they say.
     *
     * @param cookies that make the browser remember them
     * @param back where they wanted to go
     */
    record In(List<Cookie> cookies, String back) implements Arrival {}

    /** This browser has begun no such login, or too long ago. */
    record Unknown() implements Arrival {}

    /** The issuer, or the person there, has refused; {@code error} is a word of RFC 6749, 4.1.2.1. */
    record Refused(String error) implements Arrival {}

    /** It doesn't prove who they are, or can't be kept; {@code why} is for an operator, and holds nothing secret. */
    record Unproven(String why) implements Arrival {}
}
