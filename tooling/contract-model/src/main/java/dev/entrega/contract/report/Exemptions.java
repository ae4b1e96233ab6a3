package dev.entrega.contract.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.entrega.contract.ContractException;
import dev.entrega.contract.compatibility.Finding;
import dev.entrega.contract.compatibility.Severity;
import dev.entrega.contract.lint.ContractLint;
import dev.entrega.contract.model.ContractFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What {@code contract-exemptions.yaml} in a folder of contracts lets pass, each with a reason and a last day. */
public final class Exemptions {

    private static final List<String> KEYS = List.of("type", "version", "rule", "pointer", "reason", "expires");

    private final Path file;
    private final List<Exemption> all;

    private Exemptions(Path file, List<Exemption> all) {
        this.file = file;
        this.all = List.copyOf(all);
    }

    /**
     * Those of a folder of contracts; it may have none.
     *
     * @throws ContractException if one is not complete
     */
    public static Exemptions read(Path folder) {
        Path file = folder.resolve(ContractFolder.EXEMPTIONS);
        if (Files.notExists(file)) {
            return new Exemptions(file, List.of());
        }
        List<Exemption> all = new ArrayList<>();
        JsonNode list = yaml(file);
        if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
            throw refused(file, "it is no list: write each exemption as an entry, - type: …");
        }
        for (JsonNode entry : list) {
            all.add(exemption(file, all.size() + 1, entry));
        }
        return new Exemptions(file, all);
    }

    /** Where they stand, or would. */
    public Path file() {
        return file;
    }

    /** Only those of what lint finds. */
    public Exemptions ofLint() {
        return of(ContractLint.RULES::contains);
    }

    /** Only those of what has changed since a baseline. */
    public Exemptions ofChanges() {
        return of(rule -> !ContractLint.RULES.contains(rule) && !rule.equals(Finding.READER_UNKNOWN));
    }

    private Exemptions of(Predicate<String> rule) {
        return new Exemptions(
                file,
                all.stream().filter(exemption -> rule.test(exemption.rule())).toList());
    }

    /** Only those of some findings, for a check that doesn't see all that the others are about. */
    public Exemptions about(List<Entry> findings) {
        return new Exemptions(
                file,
                all.stream()
                        .filter(exemption -> findings.stream().anyMatch(exemption::isAbout))
                        .toList());
    }

    /**
     * The findings with what is exempt turned into mere information, and with what is wrong with the exemptions.
     *
     * @param shown their file as the reader would name it
     */
    public List<Entry> apply(List<Entry> findings, LocalDate today, String shown) {
        List<Entry> result = new ArrayList<>();
        for (Entry finding : findings) {
            result.add(all.stream()
                    .filter(exemption -> finding.counts() && exemption.isAbout(finding) && !isOver(exemption, today))
                    .findFirst()
                    .map(exemption ->
                            finding.exempt("Exempt until " + exemption.expires() + ": " + exemption.reason() + "."))
                    .orElse(finding));
        }
        for (Exemption exemption : all) {
            if (isOver(exemption, today)) {
                result.add(about(
                        exemption,
                        shown,
                        "exemption-expired",
                        "The exemption of " + exemption + " ended on " + exemption.expires() + ".",
                        "Mend what it exempts, or have somebody answer for it again."));
            } else if (findings.stream().noneMatch(finding -> finding.counts() && exemption.isAbout(finding))) {
                result.add(about(
                        exemption,
                        shown,
                        "exemption-unmatched",
                        "Nothing is found that the exemption of " + exemption + " is about.",
                        "Remove it, or correct its type, version, rule or pointer."));
            }
        }
        return result;
    }

    private static boolean isOver(Exemption exemption, LocalDate today) {
        return today.isAfter(exemption.expires());
    }

    /** Nobody knows whether what it lets pass is still harmless. */
    private static Entry about(Exemption exemption, String shown, String rule, String why, String fix) {
        return new Entry(
                exemption.type(),
                exemption.version(),
                rule,
                Severity.UNDECIDED.word(),
                exemption.pointer(),
                shown,
                1,
                why,
                fix,
                null,
                List.of());
    }

    private static Exemption exemption(Path file, int number, JsonNode entry) {
        var unknown = new TreeSet<String>();
        entry.fieldNames().forEachRemaining(unknown::add);
        KEYS.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw refused(file, "entry " + number + " has " + unknown + "; an exemption has " + KEYS);
        }
        for (String key : KEYS) {
            if (entry.path(key).asText("").isBlank()) {
                throw refused(file, "entry " + number + " has no " + key + "; an exemption has " + KEYS);
            }
        }
        try {
            return new Exemption(
                    entry.path("type").asText(),
                    Integer.parseInt(entry.path("version").asText()),
                    entry.path("rule").asText(),
                    entry.path("pointer").asText(),
                    entry.path("reason").asText().strip(),
                    LocalDate.parse(entry.path("expires").asText()));
        } catch (NumberFormatException e) {
            throw refused(file, "the version of entry " + number + " is no number: write 1 for v1");
        } catch (DateTimeParseException e) {
            throw refused(file, "'expires' of entry " + number + " is no date: write it as 2027-01-31");
        }
    }

    private static JsonNode yaml(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new ContractException(
                    file + ":" + e.getLocation().getLineNr() + ": this is no YAML: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static ContractException refused(Path file, String why) {
        return new ContractException(file + ": " + why);
    }
}
