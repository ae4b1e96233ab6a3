package dev.entrega.toolbelt.deadletter;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A share, as {@code 5%}. */
record Percent(double value) {

    static final class Converter implements ITypeConverter<Percent> {

        private static final Pattern PERCENT = Pattern.compile("(100|[0-9]{1,2}(\\.[0-9])?)%?");

        @Override
        public Percent convert(String text) {
            var parts = PERCENT.matcher(text);
            if (!parts.matches()) {
                throw new TypeConversionException("\"" + text + "\" is no share: write it as 5%, between 0% and 100%");
            }
            return new Percent(Double.parseDouble(parts.group(1)));
        }
    }
}
