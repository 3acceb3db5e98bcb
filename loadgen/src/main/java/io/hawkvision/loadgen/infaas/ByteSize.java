package io.hawkvision.loadgen.infaas;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A size such as {@code 64MiB} on the command line. */
record ByteSize(long bytes) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9}) ?(B|KiB|MiB|GiB)");

  /** For picocli. */
  static final class Reader implements ITypeConverter<ByteSize> {
    @Override
    public ByteSize convert(String text) {
      Matcher matcher = TEXT.matcher(text);
      if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
        throw new TypeConversionException("must be a size such as 512KiB or 64MiB");
      }
      int shift =
          switch (matcher.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> 0;
          };
      return new ByteSize(Long.parseLong(matcher.group(1)) << shift);
    }
  }
}
