/**
 * What a service may do in AWS. In comes what its code declares; out goes an {@link dev.entrega.toolbelt.iam.IamPolicy}
 * with the rights that its processes use, and no more. Read that first.
 */
@NullMarked
package dev.entrega.toolbelt.iam;

import org.jspecify.annotations.NullMarked;
