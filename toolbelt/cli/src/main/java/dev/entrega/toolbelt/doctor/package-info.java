/**
 * {@code toolbelt doctor}: looks at everything that can be wrong around a system, and says what, why and how to mend it.
 * Read {@link dev.entrega.toolbelt.doctor.DoctorCommand} first; each other class looks at one thing.
 */
@NullMarked
package dev.entrega.toolbelt.doctor;

import org.jspecify.annotations.NullMarked;
