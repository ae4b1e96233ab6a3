/**
 * {@code toolbelt service}: makes services, and shows what a service's code declares and what is set, as the service itself
 * tells it. Read {@link dev.entrega.toolbelt.service.NewCommand}, then {@link
 * dev.entrega.toolbelt.service.DescribeCommand}.
 */
@NullMarked
package dev.entrega.toolbelt.service;

import org.jspecify.annotations.NullMarked;
