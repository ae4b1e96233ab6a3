/** Tests of what a login is made of; that of the whole stands in the package above. */
@NullMarked
package dev.entrega.marketplace.backoffice.login;

import org.jspecify.annotations.NullMarked;
