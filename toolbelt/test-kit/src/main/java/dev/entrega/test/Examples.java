package dev.entrega.test;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.contract.Contracts;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The examples that lie beside a contract on the class path, in a folder or in a jar. Thread-safe. */
final class Examples {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Contracts contracts;

    private Examples(Contracts contracts) {
        this.contracts = contracts;
    }

    static Examples of(ApplicationContext context) {
        return new Examples(context.getBean(Contracts.class));
    }

    <T extends EventData> T first(EventType<T> type) {
        try (var example = firstValid(type).openStream()) {
            return contracts.bind(type, JSON.readTree(example));
        } catch (IOException e) {
            throw new UncheckedIOException("the examples of " + type + " can't be read", e);
        }
    }

    /** {@code order/placed/v1.schema.json} has its examples in {@code order/placed/v1.examples}. */
    private static URL firstValid(EventType<?> type) throws IOException {
        var loader = type.dataType().getClassLoader();
        String folder = type.schemaResource().replace(".schema.json", ".examples/");
        URL schema = loader.getResource(type.schemaResource());
        if (schema != null) {
            for (String name : names(schema, folder)) {
                URL example = loader.getResource(folder + name);
                if (example != null) {
                    return example;
                }
            }
        }
        throw new IllegalArgumentException(
                "there is no valid example of " + type + " on the class path: add valid.json to " + folder);
    }

    private static List<String> names(URL schema, String folder) throws IOException {
        var names = schema.openConnection() instanceof JarURLConnection jar
                ? namesInJar(jar, folder)
                : namesBeside(schema, folder);
        return names.stream()
                .filter(name -> name.startsWith("valid") && name.endsWith(".json"))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static List<String> namesInJar(JarURLConnection jar, String folder) throws IOException {
        return jar.getJarFile().stream()
                .map(entry -> entry.getName())
                .filter(name -> name.startsWith(folder))
                .map(name -> name.substring(folder.length()))
                .toList();
    }

    private static List<String> namesBeside(URL schema, String folder) throws IOException {
        Path examples;
        try {
            examples = Path.of(schema.toURI()).resolveSibling(Path.of(folder).getFileName());
        } catch (URISyntaxException e) {
            throw new IOException("no path: " + schema, e);
        }
        if (!Files.isDirectory(examples)) {
            return List.of();
        }
        try (var files = Files.list(examples)) {
            return files.map(file -> Optional.ofNullable(file.getFileName())
                            .map(Path::toString)
                            .orElse(""))
                    .toList();
        }
    }
}
