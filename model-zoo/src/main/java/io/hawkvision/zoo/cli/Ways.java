package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.cli.FeedingTrial.Way;
import io.hawkvision.zoo.cli.NewFamily.Member;
import io.hawkvision.zoo.engine.EngineException;
import io.hawkvision.zoo.family.BackgroundClass;
import io.hawkvision.zoo.family.ChannelOrder;
import io.hawkvision.zoo.family.Fit;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.family.NetworkOutput;
import io.hawkvision.zoo.family.PixelFormat;
import io.hawkvision.zoo.family.Sha256;
import io.hawkvision.zoo.family.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The ways a network may want to be fed: what a person said is fixed, what nobody said is every
 * usual choice.
 */
final class Ways {
  private static final double USUAL_CROP = 0.875;

  /** Pictures not larger than this many times the input were cut already. */
  private static final double ALREADY_CUT = 1.1;

  private final Member member;
  private final Path file;
  private final double usualCrop;
  private final long parameters;
  private final long macs;

  /** Numbers for pixels, in the network's order. */
  private record Pixels(String word, ChannelOrder order, List<Float> mean, List<Float> scale) {}

  private record Cut(Fit fit, double crop) {
    @Override
    public String toString() {
      return fit == Fit.STRETCH ? "fit=stretch" : "crop=" + crop;
    }
  }

  /**
   * Ways to feed a network.
   *
   * @param shortSide of most pictures
   */
  Ways(Member member, Path file, int shortSide) throws EngineException {
    ForeignNetwork.Picture picture = member.network().picture();
    int inputSide = Math.min(picture.width(), picture.height());
    this.member = member;
    this.file = file;
    this.usualCrop = shortSide <= ALREADY_CUT * inputSide ? 1 : USUAL_CROP;
    this.parameters = member.network().parameters();
    this.macs = member.network().macs();
  }

  List<Way> with(List<BackgroundClass> backgrounds) {
    List<Way> ways = new ArrayList<>();
    for (Pixels pixels : pixels()) {
      for (Cut cut : cuts()) {
        for (BackgroundClass background : backgrounds) {
          String last = backgrounds.size() > 1 ? " background=" + background.word() : "";
          String words = pixels.word() + " order=" + pixels.order().word() + " " + cut + last;
          boolean isUsual = cut.crop() == usualCrop;
          ways.add(new Way(variant(pixels, cut, background), words, isUsual));
        }
      }
    }
    return ways;
  }

  private List<Cut> cuts() {
    InputWords words = member.words();
    if (words.fit().equals(Optional.of(Fit.STRETCH))) {
      return List.of(new Cut(Fit.STRETCH, 1));
    }
    if (words.crop().isPresent()) {
      return List.of(new Cut(Fit.CROP, words.crop().get()));
    }
    return List.of(new Cut(Fit.CROP, 1), new Cut(Fit.CROP, USUAL_CROP));
  }

  private List<Pixels> pixels() {
    InputWords words = member.words();
    List<Pixels> all = new ArrayList<>();
    boolean isStated = words.mean().isPresent() || words.scale().isPresent();
    List<Normalisation> normalisations =
        words.preset().map(List::of).orElse(List.of(Normalisation.values()));
    for (Normalisation normalisation : isStated ? List.of(Normalisation.RAW) : normalisations) {
      for (ChannelOrder order : orders(normalisation)) {
        List<Float> mean = words.mean().orElse(normalisation.means(order));
        List<Float> scale = words.scale().orElse(normalisation.scales(order));
        String word =
            isStated ? "mean=" + numbers(mean) + " scale=" + numbers(scale) : normalisation.word();
        all.add(new Pixels(word, order, mean, scale));
      }
    }
    return all;
  }

  /** A stated preset brings its usual order with it. */
  private List<ChannelOrder> orders(Normalisation normalisation) {
    InputWords words = member.words();
    if (words.order().isPresent()) {
      return List.of(words.order().get());
    }
    return words.preset().isPresent()
        ? List.of(normalisation.usualOrder())
        : List.of(ChannelOrder.values());
  }

  private static String numbers(List<Float> numbers) {
    return String.format(
        Locale.ROOT, "%.6g,%.6g,%.6g", numbers.get(0), numbers.get(1), numbers.get(2));
  }

  private Variant variant(Pixels pixels, Cut cut, BackgroundClass background) {
    ForeignNetwork network = member.network();
    ForeignNetwork.Picture picture = network.picture();
    PixelFormat format = new PixelFormat(pixels.order(), picture.layout(), picture.type());
    ImageInput input =
        new ImageInput(
            network.inputName(),
            picture.width(),
            picture.height(),
            cut.fit(),
            cut.crop(),
            format,
            pixels.mean(),
            pixels.scale());
    NetworkOutput output = new NetworkOutput(network.outputName(), network.values(), background);
    return new Variant(
        member.name(),
        member.tier(),
        file.toAbsolutePath().normalize(),
        Sha256.of(network.bytes()),
        parameters,
        macs,
        input,
        output);
  }
}
