package dev.entrega.job;

import dev.entrega.messaging.PlatformSettings;
import dev.entrega.messaging.runtime.Settings;
import java.time.Duration;

/**
 * What jobs can be set to.
 *
 * @param lease after so much silence of its process, a run is begun anew by another
 */
record JobSettings(Duration lease) implements PlatformSettings {

    static JobSettings of(Settings settings) {
        return new JobSettings(settings.positiveDuration("entrega.job.lease", "30s"));
    }
}
