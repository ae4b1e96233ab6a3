/**
 * The marketplace put to the test. In comes a number of orders; out goes a {@link
 * dev.entrega.marketplace.demo.Verdict}: SNS, SQS, PostgreSQL and the services are started as processes, orders are sent
 * and prices changed, a service is killed on the way, events are delivered again, and what became of each of them is counted
 * in the databases. The services are known only from outside: their jars, their HTTP, their events, their tables. Read {@link
 * dev.entrega.marketplace.demo.Trial} first, then {@link dev.entrega.marketplace.demo.Marketplace}.
 */
@NullMarked
package dev.entrega.marketplace.demo;

import org.jspecify.annotations.NullMarked;
