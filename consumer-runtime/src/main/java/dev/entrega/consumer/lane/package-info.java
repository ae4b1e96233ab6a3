/**
 * What holds a queue of the service back: a pause that every instance heeds, a rate that they share, a breaker of each. In
 * comes the question whether a delivery may begin, out goes yes, later or not now. Read {@link
 * dev.entrega.consumer.lane.Gate}.
 */
@NullMarked
package dev.entrega.consumer.lane;

import org.jspecify.annotations.NullMarked;
