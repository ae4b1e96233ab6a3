package dev.entrega.toolbelt.scaffold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file among the resources, with <code>{{words}}</code> to be filled in.
 *
 * @param name below this package, as {@code consumer/Handler.java}
 */
record Template(String name) {

    private static final Pattern WORD = Pattern.compile("\\{\\{(\\w+)}}");

    /** @throws IllegalStateException if there is no such template, or a word of it is not given */
    String fill(Map<String, String> words) {
        String filled = fill(read(), words);
        return name.endsWith(".java") ? withSortedImports(filled) : filled;
    }

    String fill(String text, Map<String, String> words) {
        return WORD.matcher(text).replaceAll(match -> Matcher.quoteReplacement(word(match, words)));
    }

    private String word(MatchResult match, Map<String, String> words) {
        String value = words.get(match.group(1));
        if (value == null) {
            throw new IllegalStateException("template " + name + " asks for {{" + match.group(1) + "}}");
        }
        return value;
    }

    private String read() {
        try (var template = Template.class.getResourceAsStream(name)) {
            if (template == null) {
                throw new IllegalStateException("there is no template " + name);
            }
            return new String(template.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("template " + name + " can't be read", e);
        }
    }

    /** Where an import belongs depends on the names that were filled in. */
    private static String withSortedImports(String source) {
        var imports = source.lines()
                .filter(line -> line.startsWith("import ") && !line.startsWith("import static "))
                .sorted()
                .collect(Collectors.joining("\n"));
        if (imports.isEmpty()) {
            return source;
        }
        String marked = source.replaceFirst("(?m)^import (?!static )", "\0import ");
        String rest = marked.replaceAll("(?m)^\0?import (?!static ).*\n", "");
        int place = marked.indexOf('\0');
        return rest.substring(0, place) + imports + "\n" + rest.substring(place);
    }
}
