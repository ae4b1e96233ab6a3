package dev.entrega.toolbelt.deadletter;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time, as {@code 30s} or {@code 5m}. */
final class Time implements ITypeConverter<Duration> {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,5})([sm])");

    @Override
    public Duration convert(String text) {
        var parts = TIME.matcher(text);
        if (!parts.matches()) {
            throw new TypeConversionException("\"" + text + "\" is no time: write it as 30s or 5m");
        }
        long number = Long.parseLong(parts.group(1));
        return parts.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
    }
}
