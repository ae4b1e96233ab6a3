package dev.entrega.toolbelt.deadletter;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many in a time, as {@code 20/s} or {@code 600/m}. */
public record Rate(double perSecond) {

    public static final class Converter implements ITypeConverter<Rate> {

        private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,5})/([sm])");

        @Override
        public Rate convert(String text) {
            var parts = RATE.matcher(text);
            if (!parts.matches()) {
                throw new TypeConversionException("\"" + text + "\" is no rate: write it as 20/s or 600/m");
            }
            double number = Double.parseDouble(parts.group(1));
            return new Rate(parts.group(2).equals("s") ? number : number / 60);
        }
    }
}
