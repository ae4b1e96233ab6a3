package dev.entrega.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a library promises to others: its public and protected types and members, as {@code public-api.txt} in the
 * module's folder lists them. A change of the list is a decision, so it is seen in a review.
 */
public final class PublicApi {

    private static final Path COMMITTED = Path.of("public-api.txt");
    private static final Path CLASSES = Path.of("target", "classes");
    private static final String ACCEPT = "entrega.api.accept";

    /** Every class has them. */
    private static final Set<String> OF_OBJECT = Set.of("equals", "hashCode", "toString");

    private PublicApi() {}

    /**
     * Compares the production classes of the module in whose folder the test runs with the committed list; with
     * {@code -Dentrega.api.accept} writes the list anew instead.
     *
     * @throws AssertionError naming what was added and what was taken away, and how to accept it
     */
    public static void check() {
        List<String> actual = describe();
        try {
            if (System.getProperty(ACCEPT) != null) {
                Files.write(COMMITTED, actual);
                return;
            }
            List<String> committed = Files.exists(COMMITTED) ? Files.readAllLines(COMMITTED) : List.of();
            if (!committed.equals(actual)) {
                throw new AssertionError(difference(committed, actual));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(COMMITTED.toAbsolutePath() + " can't be read or written", e);
        }
    }

    private static String difference(List<String> committed, List<String> actual) {
        var lines = new ArrayList<String>();
        lines.add(COMMITTED.toAbsolutePath() + " is a promise to who uses this library, and the code doesn't keep it:");
        committed.stream()
                .filter(line -> !actual.contains(line))
                .forEach(line -> lines.add("  gone:  " + line.strip()));
        actual.stream()
                .filter(line -> !committed.contains(line))
                .forEach(line -> lines.add("  added: " + line.strip()));
        lines.add("Hide what nobody else needs and keep what was promised; or accept it with"
                + " mvn test -Dtest=PublicApiTest -Dsurefire.failIfNoSpecifiedTests=false -D" + ACCEPT
                + " and say in CHANGELOG.md what users have to change.");
        return String.join("\n", lines);
    }

    private static List<String> describe() {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(file -> CLASSES.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .map(PublicApi::load)
                    .filter(type -> isPromised(type))
                    .flatMap(type -> lines(type).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(CLASSES + " can't be read", e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " is in " + CLASSES + " and not on the class path", e);
        }
    }

    /** So are the types around it. What an annotation processor adds is named with a dollar of its own, and nobody's. */
    private static boolean isPromised(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return !type.isSynthetic()
                && !type.isAnonymousClass()
                && !type.getSimpleName().startsWith("$")
                && isPromised(type.getModifiers())
                && (outer == null || isPromised(outer));
    }

    private static boolean isPromised(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static List<String> lines(Class<?> type) {
        var members = Stream.of(
                        Arrays.stream(type.getDeclaredFields())
                                .filter(PublicApi::isPromised)
                                .map(Field::toGenericString),
                        Arrays.stream(type.getDeclaredConstructors())
                                .filter(PublicApi::isPromised)
                                .map(Executable::toGenericString),
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(PublicApi::isPromised)
                                .filter(method -> !OF_OBJECT.contains(method.getName()))
                                .map(Method::toGenericString))
                .flatMap(member -> member)
                .map(member -> "  " + shortened(member, type))
                .sorted();
        return Stream.concat(Stream.of(shortened(header(type), type)), members).toList();
    }

    private static boolean isPromised(Member member) {
        return !member.isSynthetic() && isPromised(member.getModifiers());
    }

    private static String header(Class<?> type) {
        var header = new StringBuilder(type.toGenericString());
        var parent = type.getGenericSuperclass();
        if (parent != null && parent != Object.class && parent != Record.class && !type.isEnum()) {
            header.append(" extends ").append(parent.getTypeName());
        }
        Arrays.stream(type.getGenericInterfaces())
                .map(Type::getTypeName)
                .sorted()
                .forEach(name -> header.append(type.isInterface() ? " extends " : " implements ")
                        .append(name));
        return header.toString();
    }

    /** Without what says nothing: Java's own package, and the type a member belongs to. */
    private static String shortened(String text, Class<?> owner) {
        return text.replace(owner.getTypeName() + ".", "").replaceAll("\\bjava\\.lang\\.(?=[A-Z])", "");
    }
}
