package dev.entrega.toolbelt.scaffold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where a service is made, and what follows from it. */
sealed interface Place {

    /** The service's folder. */
    Path folder();

    /** The folder of the contracts that it may add to. */
    Path contracts();

    String packageName();

    String contractsPackage();

    /**
     * A module of this repository, {@code services/NAME}.
     *
     * @param home the repository's root
     */
    record House(Path home, ServiceNames names) implements Place {
        @Override
        public Path folder() {
            return home.resolve("services").resolve(names.service());
        }

        @Override
        public Path contracts() {
            return home.resolve("schemas/marketplace/contracts");
        }

        @Override
        public String packageName() {
            return "dev.entrega.marketplace." + names.packageWord();
        }

        @Override
        public String contractsPackage() {
            return "dev.entrega.marketplace.contract";
        }

        /** As a line of the root's {@code <modules>}, before those that need all services. */
        void addModule(Output output) {
            Path pom = home.resolve("pom.xml");
            String module = "    <module>services/" + names.service() + "</module>\n";
            try {
                String text = Files.readString(pom);
                if (text.contains(module)) {
                    return;
                }
                int before = Stream.of("    <module>services/marketplace-demo</module>", "  </modules>")
                        .mapToInt(text::indexOf)
                        .filter(place -> place >= 0)
                        .findFirst()
                        .orElseThrow(() -> ScaffoldException.refused(
                                pom + " has no <modules> to add services/" + names.service() + " to: add it by hand"));
                output.replace(pom, text.substring(0, before) + module + text.substring(before));
            } catch (IOException e) {
                throw new UncheckedIOException(pom + " can't be read", e);
            }
        }
    }

    /**
     * A project of its own.
     *
     * @param parent the folder that its folder is made in
     */
    record Alone(Path parent, ServiceNames names) implements Place {
        @Override
        public Path folder() {
            return parent.resolve(names.service());
        }

        @Override
        public Path contracts() {
            return folder().resolve("contracts");
        }

        @Override
        public String packageName() {
            return "com.example." + names.packageWord();
        }

        @Override
        public String contractsPackage() {
            return packageName() + ".contract";
        }
    }
}
