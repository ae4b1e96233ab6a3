/**
 * Findings on their way to people. In come those of lint and of the check of compatibility, out go {@link
 * dev.entrega.contract.report.Entry entries} that name files as the reader would, after {@link
 * dev.entrega.contract.report.Exemptions} have let pass what somebody answers for.
 */
@NullMarked
package dev.entrega.contract.report;

import org.jspecify.annotations.NullMarked;
