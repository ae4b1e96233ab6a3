/** What is promised of webhooks: who may call one, and what an answer says. */
@NullMarked
package dev.entrega.api.webhook;

import org.jspecify.annotations.NullMarked;
