package io.hawkvision.zoo.family;

import java.util.Optional;

/** Reads the optional {@code split} of a manifest or a recipe. One thread. */
abstract class SplitSection {
  /** Reads the keys about a file, which manifest and recipe state differently. */
  abstract SealedFile file(Section section);

  /** Reads {@code parameters} or {@code macs} of the tail. */
  abstract long size(Section section, String key);

  Optional<SplitModel> read(Section top) {
    return top.optionalSection("split").map(this::split);
  }

  private SplitModel split(Section section) {
    SealedFile encoder = whole(section.section("encoder"));
    Section tail = section.section("tail");
    SealedFile network = file(tail);
    long parameters = size(tail, "parameters");
    long macs = size(tail, "macs");
    tail.end();
    SealedFile codec = whole(section.section("codec"));
    section.end();
    return new SplitModel(encoder, new SplitModel.Tail(network, parameters, macs), codec);
  }

  private SealedFile whole(Section section) {
    SealedFile file = file(section);
    section.end();
    return file;
  }
}
