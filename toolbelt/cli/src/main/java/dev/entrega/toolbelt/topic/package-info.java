/**
 * {@code toolbelt topic}: which topics there are, who is subscribed, and what is published on one right now. Read {@link
 * dev.entrega.toolbelt.topic.TopicCommand} first.
 */
@NullMarked
package dev.entrega.toolbelt.topic;

import org.jspecify.annotations.NullMarked;
