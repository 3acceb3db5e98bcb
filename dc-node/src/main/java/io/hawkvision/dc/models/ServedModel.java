package io.hawkvision.dc.models;

import static java.util.Objects.requireNonNull;

import io.hawkvision.zoo.engine.Engine;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.Variant;
import io.hawkvision.zoo.preprocess.Preprocessor;
import java.util.HexFormat;

/** A variant that is loaded, checked and warm. The catalogue owns the engine. */
public record ServedModel(
    Family family, Variant variant, Engine engine, Preprocessor preprocessor, RunTimes times) {

  public ServedModel {
    requireNonNull(family, "family");
    requireNonNull(variant, "variant");
    requireNonNull(engine, "engine");
    requireNonNull(preprocessor, "preprocessor");
    requireNonNull(times, "times");
  }

  public ModelKey key() {
    return new ModelKey(family.name(), family.version(), variant.name());
  }

  /** SHA-256 of the variant's file, as every answer carries it. */
  public byte[] variantHashBytes() {
    return HexFormat.of().parseHex(variant.sha256());
  }
}
