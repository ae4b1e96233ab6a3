package dev.entrega.toolbelt;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest, and the Java that runs it. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version =
                Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "(not from a jar)");
        return new String[] {"toolbelt " + version + ", Java " + Runtime.version()};
    }
}
