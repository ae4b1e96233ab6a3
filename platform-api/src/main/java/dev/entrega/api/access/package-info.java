/**
 * Who may call what. In comes a request with a token of the issuer that {@code OAUTH_ISSUER} names, out goes the client that
 * it was issued to, which is the request's principal, or a refusal that says what the token lacks (RFC 6750). Read {@link
 * dev.entrega.api.access.Guard} first, then {@link dev.entrega.api.access.Tokens}; where it is decided is {@link
 * dev.entrega.api.access.AccessRule}.
 */
@NullMarked
package dev.entrega.api.access;

import org.jspecify.annotations.NullMarked;
