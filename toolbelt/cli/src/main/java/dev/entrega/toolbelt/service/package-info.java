/**
 * {@code toolbelt service describe}: what a service's code declares and what is set, told by the service itself. Read
 * {@link dev.entrega.toolbelt.service.DescribeCommand}.
 */
@NullMarked
package dev.entrega.toolbelt.service;

import org.jspecify.annotations.NullMarked;
