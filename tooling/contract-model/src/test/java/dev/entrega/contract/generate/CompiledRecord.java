package dev.entrega.contract.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.entrega.contract.EventData;
import dev.entrega.contract.model.Contract;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** The record of one contract, generated, compiled without a warning, and loaded. */
final class CompiledRecord {

    static final String PACKAGE = "dev.entrega.generated";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** As a service's own, which goes by way of a tree. */
    private static final ObjectMapper SERVICE = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Class<? extends EventData> type;

    private CompiledRecord(Class<? extends EventData> type) {
        this.type = type;
    }

    /** @param others what is compiled with it, each by its simple name: code that uses it */
    static CompiledRecord of(Contract contract, Path folder, Map<String, String> others) throws Exception {
        List<SourceFile> sources = new ArrayList<>(new RecordGenerator(PACKAGE).generate(List.of(contract)));
        others.forEach((name, text) -> sources.add(new SourceFile(
                Path.of(PACKAGE.replace('.', '/'), name + ".java"), "package " + PACKAGE + ";\n" + text)));
        compile(sources, folder);
        URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, CompiledRecord.class.getClassLoader());
        return new CompiledRecord(loader.loadClass(PACKAGE + "." + JavaNames.recordOf(contract.name()))
                .asSubclass(EventData.class));
    }

    static CompiledRecord of(Contract contract, Path folder) throws Exception {
        return of(contract, folder, Map.of());
    }

    /** What another class's method makes of a value. */
    Object call(String other, EventData value) throws ReflectiveOperationException {
        return type.getClassLoader()
                .loadClass(PACKAGE + "." + other)
                .getMethod("of", type)
                .invoke(null, value);
    }

    Class<? extends EventData> type() {
        return type;
    }

    EventData read(String json) throws IOException {
        return JSON.readValue(json.replace('\'', '"'), type);
    }

    /** What is left of a value after it was read and written; single quotes stand for double ones in both. */
    String roundTrip(String json) throws IOException {
        EventData read = read(json);
        JsonNode tree = SERVICE.valueToTree(read);
        assertThat(SERVICE.<JsonNode>valueToTree(SERVICE.treeToValue(tree, type)))
                .isEqualTo(tree);
        return JSON.writeValueAsString(read).replace('"', '\'');
    }

    JsonNode tree(EventData value) {
        return JSON.valueToTree(value);
    }

    /** The value of a component. */
    Object get(EventData value, String component) throws ReflectiveOperationException {
        return type.getMethod(component).invoke(value);
    }

    static void compile(List<SourceFile> sources, Path folder) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> files = new ArrayList<>();
        for (SourceFile source : sources) {
            Path file = folder.resolve(source.path());
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.text()));
        }
        StringWriter output = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-d",
                    folder.toString(),
                    "-proc:none",
                    "-Xlint:all,-processing,-classfile,-path",
                    "-Xdoclint:syntax,html",
                    "-Werror");
            boolean compiled = compiler.getTask(
                            output, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertThat(compiled).as(() -> output + "\n" + sources).isTrue();
        }
    }
}
