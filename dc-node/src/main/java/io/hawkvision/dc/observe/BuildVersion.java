package io.hawkvision.dc.observe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that the build wrote into this module's resources. */
public final class BuildVersion {
  private static final String RESOURCE = "/io/hawkvision/dc/build.properties";

  private BuildVersion() {}

  public static String current() {
    Properties build = new Properties();
    try (InputStream in = BuildVersion.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("built without " + RESOURCE);
      }
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version", "unknown");
  }
}
