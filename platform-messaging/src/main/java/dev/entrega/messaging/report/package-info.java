/**
 * Where errors are told to those who have to mend them. In comes an {@link
 * dev.entrega.messaging.report.ErrorReport}, wherever an ERROR line is written; out goes a count, and, if
 * {@code SENTRY_DSN} is set, an event of Sentry's. That is built from what is listed here and nothing else: the types and
 * stack frames of exceptions, names that stand in the code, and ids. No message of an exception, no log line, no payload,
 * header or row ever enters it, since each may quote what a contract marks {@code x-pii}.
 */
@NullMarked
package dev.entrega.messaging.report;

import org.jspecify.annotations.NullMarked;
