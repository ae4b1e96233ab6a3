package dev.entrega.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ClassesTransformer;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** What holds in every module. Each rule names its reason, so that a failure explains itself. */
public final class HouseRules {

    /** The rooms, and which others each may know. */
    private static final Map<String, Set<String>> ROOMS = Map.of(
            "contract", Set.of(),
            "messaging", Set.of("contract"),
            "consumer", Set.of("contract", "messaging"),
            "api", Set.of("contract", "messaging"),
            "job", Set.of("contract", "messaging"),
            "local", Set.of(),
            "test", Set.of("contract", "messaging", "local"),
            "toolbelt", Set.of("contract", "messaging", "consumer", "api", "job", "local"),
            "marketplace", Set.of("contract", "messaging", "consumer", "api", "job", "local"));

    private static final List<ArchRule> RULES = List.of(
            slices().matching("dev.entrega.(**)")
                    .should()
                    .beFreeOfCycles()
                    .because("a package that needs itself through another can't be read alone"),
            noClasses()
                    .that()
                    .resideOutsideOfPackages("dev.entrega.messaging.aws..", "dev.entrega.local..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon.awssdk..")
                    .because("the runtime and the toolbelt see topics and queues in our own types"),
            noClasses()
                    .should()
                    .haveNameMatching(".*\\.(Default|Abstract)[A-Z]\\w*|.*(Impl|Manager|Utils?|Helper)")
                    .because("a name says what a thing is in the words of the glossary"),
            noClasses()
                    .should()
                    .resideInAnyPackage("..common..", "..util..", "..core..", "..shared..")
                    .because("such a package attracts what nobody wanted to name"),
            noMethods()
                    .that()
                    .areNotPrivate()
                    .should()
                    .haveRawReturnType(DescribedPredicate.describe(
                            "a Future", type -> type.isAssignableTo(Future.class) && !type.isInterface()))
                    .because("blocking code on virtual threads needs no CompletableFuture"),
            codeUnits()
                    .that()
                    .areDeclaredInClassesThat()
                    .resideInAnyPackage(
                            "dev.entrega.messaging..",
                            "dev.entrega.consumer..",
                            "dev.entrega.api..",
                            "dev.entrega.job..")
                    .should(tellWhatTheyLogAsErrors())
                    .because("an alarm is an ERROR line and a metric, and what is told is counted"),
            all(packages()).should(beNullMarked()).because("null is an exception that a type must announce"));

    private HouseRules() {}

    /**
     * Checks the production classes of the module in whose folder the test runs.
     *
     * @throws AssertionError naming each violation with its class and line
     */
    public static void check() {
        JavaClasses classes = new ClassFileImporter().importPath(Path.of("target", "classes"));
        if (classes.isEmpty()) {
            throw new AssertionError("no classes under target/classes: the rules would hold for nothing");
        }
        Stream.concat(RULES.stream(), ROOMS.entrySet().stream().map(room -> direction(room.getKey(), room.getValue())))
                .forEach(rule -> rule.allowEmptyShould(true).check(classes));
    }

    private static ArchRule direction(String room, Set<String> known) {
        String[] forbidden = ROOMS.keySet().stream()
                .filter(other -> !other.equals(room) && !known.contains(other))
                .map(HouseRules::packageOf)
                .toArray(String[]::new);
        return noClasses()
                .that(resideInAPackage(packageOf(room)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(forbidden))
                .because("knowledge flows from services to runtimes to messaging to contracts, never back or sideways");
    }

    private static String packageOf(String room) {
        return "dev.entrega." + room + "..";
    }

    private static ClassesTransformer<JavaPackage> packages() {
        return new AbstractClassesTransformer<>("packages of the house") {
            @Override
            public Iterable<JavaPackage> doTransform(JavaClasses classes) {
                return classes.stream()
                        .filter(type -> type.getPackageName().startsWith("dev.entrega"))
                        .map(JavaClass::getPackage)
                        .distinct()
                        .toList();
            }
        };
    }

    private static ArchCondition<JavaCodeUnit> tellWhatTheyLogAsErrors() {
        return new ArchCondition<>("tell ErrorReports what they log as errors") {
            @Override
            public void check(JavaCodeUnit item, ConditionEvents events) {
                boolean tells = calls(item, "dev.entrega.messaging.report.ErrorReports", "tell");
                if (calls(item, "org.slf4j.Logger", "error")) {
                    events.add(new SimpleConditionEvent(
                            item,
                            tells,
                            item.getFullName() + " logs an error and " + (tells ? "tells" : "tells no") + " report"));
                }
            }
        };
    }

    private static boolean calls(JavaCodeUnit unit, String owner, String method) {
        return unit.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().getName().equals(owner)
                        && call.getName().equals(method));
    }

    private static ArchCondition<JavaPackage> beNullMarked() {
        return new ArchCondition<>("be @NullMarked in their package-info") {
            @Override
            public void check(JavaPackage item, ConditionEvents events) {
                boolean marked = item.isAnnotatedWith("org.jspecify.annotations.NullMarked");
                events.add(new SimpleConditionEvent(
                        item, marked, item.getName() + (marked ? " is" : " is not") + " @NullMarked"));
            }
        };
    }
}
