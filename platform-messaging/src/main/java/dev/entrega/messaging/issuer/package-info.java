/**
 * Who vouches for callers: in comes the URL of an OAuth 2 issuer, out go the addresses that its metadata names, what stands
 * there, and tokens for its clients. What is asked for is up to those who prove tokens, and to those who fetch them.
 */
@NullMarked
package dev.entrega.messaging.issuer;

import org.jspecify.annotations.NullMarked;
