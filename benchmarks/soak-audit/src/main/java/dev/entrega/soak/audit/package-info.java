/**
 * The end of the chain in the soak: hears of orders, of what the stock decided and of prices, writes down each and refuses
 * some until they are cured, so that dead letters make their round trip. Read {@link dev.entrega.soak.audit.FollowPrice}.
 */
@NullMarked
package dev.entrega.soak.audit;

import org.jspecify.annotations.NullMarked;
