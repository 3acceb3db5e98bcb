package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.ChannelOrder;
import io.hawkvision.zoo.family.Fit;
import io.hawkvision.zoo.family.TensorLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person says about a network's input: {@code --input "caffe order=bgr crop=0.875"}. Words
 * are separated by spaces; each is a {@link Normalisation} or {@code key=value}. What is not said
 * stays open.
 */
final class InputWords {
  static final String HELP =
      "words such as \"imagenet-torch\", \"0..1\", \"-1..1\", \"0..255\", \"caffe\", order=rgb|bgr,"
          + " layout=nchw|nhwc, mean=A,B,C and scale=A,B,C or std=A,B,C (on pixels 0..255, in the"
          + " network's channel order), crop=0.875 (of the short side), fit=stretch, size=WxH";

  private Optional<Normalisation> preset = Optional.empty();
  private Optional<ChannelOrder> order = Optional.empty();
  private Optional<TensorLayout> layout = Optional.empty();
  private Optional<List<Float>> mean = Optional.empty();
  private Optional<List<Float>> scale = Optional.empty();
  private Optional<Fit> fit = Optional.empty();
  private Optional<Double> crop = Optional.empty();
  private Optional<Size> size = Optional.empty();

  record Size(int width, int height) {}

  private InputWords() {}

  /**
   * Reads the words; later ones win.
   *
   * @throws IllegalArgumentException naming the word that means nothing
   */
  static InputWords parse(List<String> texts) {
    InputWords words = new InputWords();
    for (String text : texts) {
      for (String word : text.strip().split("\\s+", -1)) {
        if (!word.isEmpty()) {
          words.take(word);
        }
      }
    }
    return words;
  }

  private void take(String word) {
    for (Normalisation known : Normalisation.values()) {
      if (known.word().equals(word)) {
        preset = Optional.of(known);
        return;
      }
    }
    int equals = word.indexOf('=');
    String key = equals < 0 ? word : word.substring(0, equals);
    String value = word.substring(equals + 1).toLowerCase(Locale.ROOT);
    switch (key) {
      case "order" -> order = Optional.of(choice(ChannelOrder.values(), word, value));
      case "layout" -> layout = Optional.of(choice(TensorLayout.values(), word, value));
      case "fit" -> fit = Optional.of(choice(Fit.values(), word, value));
      case "mean" -> mean = Optional.of(three(word, value));
      case "scale" -> scale = Optional.of(three(word, value));
      case "std" -> scale = Optional.of(inverse(word, three(word, value)));
      case "crop" -> crop = Optional.of(share(word, value));
      case "size" -> size = Optional.of(size(word, value));
      default -> throw wrong(word);
    }
  }

  private static <E extends Enum<E>> E choice(E[] choices, String word, String value) {
    for (E choice : choices) {
      if (choice.name().toLowerCase(Locale.ROOT).equals(value)) {
        return choice;
      }
    }
    throw wrong(word);
  }

  private static List<Float> three(String word, String value) {
    List<Float> numbers = new ArrayList<>();
    for (String part : value.split(",", -1)) {
      numbers.add((float) number(word, part));
    }
    if (numbers.size() == 1) {
      return List.of(numbers.get(0), numbers.get(0), numbers.get(0));
    }
    if (numbers.size() != 3) {
      throw wrong(word);
    }
    return numbers;
  }

  private static List<Float> inverse(String word, List<Float> deviations) {
    if (deviations.contains(0f)) {
      throw wrong(word);
    }
    return deviations.stream().map(deviation -> 1 / deviation).toList();
  }

  private static double share(String word, String value) {
    double share = number(word, value);
    if (!(share >= 0.01 && share <= 1)) {
      throw wrong(word);
    }
    return share;
  }

  private static Size size(String word, String value) {
    if (!value.matches("[0-9]{1,4}x[0-9]{1,4}")) {
      throw wrong(word);
    }
    String[] sides = value.split("x", -1);
    return new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
  }

  private static double number(String word, String text) {
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException none) {
      throw wrong(word);
    }
    throw wrong(word);
  }

  private static IllegalArgumentException wrong(String word) {
    return new IllegalArgumentException("\"" + word + "\" says nothing; use " + HELP);
  }

  Optional<Normalisation> preset() {
    return preset;
  }

  Optional<ChannelOrder> order() {
    return order;
  }

  Optional<TensorLayout> layout() {
    return layout;
  }

  Optional<List<Float>> mean() {
    return mean;
  }

  Optional<List<Float>> scale() {
    return scale;
  }

  Optional<Fit> fit() {
    return fit;
  }

  Optional<Double> crop() {
    return crop;
  }

  Optional<Size> size() {
    return size;
  }
}
