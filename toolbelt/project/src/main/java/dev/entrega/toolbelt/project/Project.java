package dev.entrega.toolbelt.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder with services: each {@code services/NAME} with a Procfile, where a pom.xml, a Procfile or a git repository
 * holds them together; or the folder itself if it is one service alone.
 *
 * @param services in the order of their names
 */
public record Project(Path root, List<ServiceFolder> services) {

    private static final String PROCFILE = "Procfile";

    /** What stands at the root of a project and not in a folder of many. */
    private static final List<String> MARKS = List.of("pom.xml", PROCFILE, ".git");

    /**
     * The project that a folder belongs to.
     *
     * @throws ProjectException if neither the folder nor one above it is a project
     */
    public static Project find(Path start) {
        for (Path folder = start.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
            var project = at(folder);
            if (project.isPresent()) {
                return project.get();
            }
        }
        throw new ProjectException(
                "no service is found in " + start.toAbsolutePath().normalize()
                        + " or above it: go to a folder with a Procfile, or with services/NAME/Procfile beside a pom.xml");
    }

    private static Optional<Project> at(Path root) {
        if (holdsServices(root)) {
            return Optional.of(new Project(root, servicesOf(root)));
        }
        // A service of a larger project is no project of its own.
        Path parent = root.getParent();
        boolean ofLarger = parent != null
                && parent.endsWith("services")
                && parent.getParent() != null
                && holdsServices(parent.getParent());
        return Files.isRegularFile(root.resolve(PROCFILE)) && !ofLarger
                ? Optional.of(new Project(root, List.of(ServiceFolder.at(root, root))))
                : Optional.empty();
    }

    /** Many keep projects that know nothing of each other in a folder of that name: these are built together. */
    private static boolean holdsServices(Path root) {
        return MARKS.stream().anyMatch(mark -> Files.exists(root.resolve(mark)))
                && !servicesOf(root).isEmpty();
    }

    private static List<ServiceFolder> servicesOf(Path root) {
        Path services = root.resolve("services");
        if (!Files.isDirectory(services)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(services)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(PROCFILE)))
                    .sorted()
                    .map(folder -> ServiceFolder.at(root, folder))
                    .toList();
        } catch (IOException e) {
            throw new ProjectException(services + " can't be read (" + e + ")", e);
        }
    }

    /** @throws ProjectException if there is none of that name; names those that there are */
    public ServiceFolder service(String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProjectException("there is no service " + name + " here, but: "
                        + String.join(
                                ", ", services.stream().map(ServiceFolder::name).toList())));
    }
}
