package dev.entrega.toolbelt.scaffold;

import dev.entrega.contract.EventName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** Makes a service: looks at what is there, decides on the names, then writes the contracts and the files. */
public final class Scaffold {

    private final Path home;

    /** @param home the root of this repository, whose contracts are known to all */
    public Scaffold(Path home) {
        this.home = home.toAbsolutePath().normalize();
    }

    /**
     * Makes what is wanted; never changes a file that is there, but the list of this repository's modules.
     *
     * @throws ScaffoldException before anything is written, if it can't be made
     */
    public Made make(ServiceRequest wanted) {
        var names = new ServiceNames(wanted.name(), wanted.kind());
        var place = placeOf(wanted, names);
        var known = known(place);
        var events = EventsOfService.read(known, wanted, names);
        requireAbsent(place.folder());
        var output = new Output();
        writeContracts(place, known, events, wanted.name(), output);
        var words = new Words(place, names, events, version(), port()).all();
        for (var file : files(place, wanted.kind(), events)) {
            Path target = place.folder().resolve(file.template().fill(file.target(), words));
            output.write(target, file.template().fill(words));
        }
        if (place instanceof Place.House house) {
            house.addModule(output);
        }
        return new Made(wanted.name(), place.folder(), output.written(), drafted(known, events), next(place));
    }

    private ContractSource known(Place place) {
        var house = ContractSource.at(home.resolve("schemas/marketplace/contracts"));
        return switch (place) {
            case Place.House here -> house;
            case Place.Alone alone -> house.andThoseBeside(alone.parent());
        };
    }

    /** What nobody has written down before. */
    private static List<String> drafted(ContractSource known, EventsOfService events) {
        return events.all().stream()
                .filter(event -> known.find(event).isEmpty())
                .map(EventName::toString)
                .toList();
    }

    private Place placeOf(ServiceRequest wanted, ServiceNames names) {
        return wanted.folder().startsWith(home)
                ? new Place.House(home, names)
                : new Place.Alone(wanted.folder(), names);
    }

    private static void requireAbsent(Path folder) {
        if (Files.exists(folder)) {
            throw ScaffoldException.refused(
                    folder + " is there already, and nothing in it is to be lost: choose another name, or remove it");
        }
    }

    /** A project of its own holds all contracts that it knows; a module of the house adds to the house's. */
    private static void writeContracts(
            Place place, ContractSource known, EventsOfService events, String service, Output output) {
        var contracts = new ContractDraft(output, place.contracts());
        for (EventName event : events.all()) {
            var contract = known.find(event);
            if (contract.isEmpty()) {
                contracts.draft(event, service);
            } else if (place instanceof Place.Alone) {
                contracts.copy(contract.get());
            }
        }
    }

    private record Target(Template template, String target) {}

    private static List<Target> files(Place place, Kind kind, EventsOfService events) {
        var files = new ArrayList<Target>();
        String java = "src/main/java/{{packageFolder}}/";
        String test = "src/test/java/{{packageFolder}}/";
        files.add(file("both/Main.java", java + "{{main}}.java"));
        files.add(file("both/package-info.java", java + "package-info.java"));
        files.add(file("both/application.yml", "src/main/resources/application.yml"));
        files.add(file("both/logback.xml", "src/main/resources/logback.xml"));
        files.add(file("both/logback-test.xml", "src/test/resources/logback-test.xml"));
        switch (kind) {
            case CONSUMER -> {
                String publishing = events.published().isPresent() ? "Publishing" : "";
                files.add(file("consumer/" + publishing + "Handler.java", java + "{{handler}}.java"));
                files.add(file("consumer/" + publishing + "HandlerTest.java", test + "{{handler}}Test.java"));
                files.add(file("consumer/V1.sql", "src/main/resources/db/migration/V1__{{table}}.sql"));
            }
            case API -> {
                files.add(file("api/Controller.java", java + "{{Noun}}Controller.java"));
                files.add(file("api/Request.java", java + "{{Noun}}Request.java"));
                files.add(file("api/Resource.java", java + "{{Noun}}Resource.java"));
                files.add(file("api/Table.java", java + "{{Noun}}Table.java"));
                files.add(file("api/ControllerTest.java", test + "{{Noun}}ControllerTest.java"));
                files.add(file("api/V1.sql", "src/main/resources/db/migration/V1__{{table}}.sql"));
                files.add(file("api/dev.env", "dev.env"));
            }
        }
        String where = place instanceof Place.House ? "house/" : "alone/";
        for (String name : List.of("pom.xml", "Procfile", "README.md")) {
            files.add(file(where + name, name));
        }
        switch (place) {
            case Place.House house -> {
                files.add(file("house/ArchitectureTest.java", test + "ArchitectureTest.java"));
                files.add(file("house/app-" + (kind == Kind.API ? "web" : "worker") + ".json", "app.json"));
            }
            case Place.Alone alone -> {
                files.add(file("alone/gitignore", ".gitignore"));
                files.add(file("alone/system.properties", "system.properties"));
            }
        }
        return files;
    }

    private static Target file(String template, String target) {
        return new Target(new Template(template), target);
    }

    /** The next one that no service of this repository uses in development. */
    private int port() {
        try (var services = Files.list(home.resolve("services"))) {
            return services.map(service -> service.resolve("dev.env"))
                            .filter(Files::isRegularFile)
                            .mapToInt(Ports::in)
                            .reduce(Ports.BEFORE_THE_FIRST, Math::max)
                    + 1;
        } catch (IOException e) {
            throw new UncheckedIOException("the services of " + home + " can't be listed", e);
        }
    }

    private String next(Place place) {
        return switch (place) {
            case Place.House house ->
                "cd " + home + " && mvn -pl services/" + house.names().service() + " -am spotless:apply verify";
            case Place.Alone alone ->
                (isPublished() ? "" : "mvn -q -f " + home.resolve("pom.xml") + " -DskipTests install && ") + "cd "
                        + alone.folder() + " && mvn verify";
        };
    }

    /** Whether a build outside finds this version's artifacts. */
    private static boolean isPublished() {
        return Files.exists(Path.of(
                System.getProperty("user.home"), ".m2/repository/dev/entrega/entrega-service-parent", version()));
    }

    private static String version() {
        var properties = new Properties();
        try (var file =
                Objects.requireNonNull(Scaffold.class.getResourceAsStream("version.properties"), "in the jar")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties can't be read", e);
        }
        return Objects.requireNonNull(properties.getProperty("version"), "version");
    }
}
