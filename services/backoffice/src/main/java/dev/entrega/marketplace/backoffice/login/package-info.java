/**
 * Who looks at a page: OpenID Connect's authorization code flow with PKCE, and a session that is kept in the browser alone. In
 * comes a browser without a session, out it goes with one, which holds the person's token for {@code orders-api}. Read {@link
 * dev.entrega.marketplace.backoffice.login.Logins} first; what each later request brings is read by {@link
 * dev.entrega.marketplace.backoffice.login.Sessions}.
 */
@NullMarked
package dev.entrega.marketplace.backoffice.login;

import org.jspecify.annotations.NullMarked;
