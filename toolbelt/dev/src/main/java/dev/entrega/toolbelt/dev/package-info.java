/**
 * The development mode: all services of a project on this machine, with SNS, SQS and PostgreSQL beside them, restarted
 * when they die or when their sources change, and a page that shows what happens. In comes a folder, out goes a running
 * system, and nothing of it is left afterwards. Read {@link dev.entrega.toolbelt.dev.Run} first.
 */
@NullMarked
package dev.entrega.toolbelt.dev;

import org.jspecify.annotations.NullMarked;
