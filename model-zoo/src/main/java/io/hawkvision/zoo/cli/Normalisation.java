package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.family.ChannelOrder;
import java.util.List;

/** The usual ways of turning pixel values 0..255 into a network's numbers. */
@SuppressWarnings("ImmutableEnumChecker") // a record of numbers does not change
enum Normalisation {
  IMAGENET_TORCH(
      "imagenet-torch",
      ChannelOrder.RGB,
      new Rgb(123.675, 116.28, 103.53),
      new Rgb(58.395, 57.12, 57.375)),
  ZERO_TO_ONE("0..1", ChannelOrder.RGB, Rgb.all(0), Rgb.all(255)),
  MINUS_ONE_TO_ONE("-1..1", ChannelOrder.RGB, Rgb.all(127.5), Rgb.all(127.5)),
  RAW("0..255", ChannelOrder.RGB, Rgb.all(0), Rgb.all(1)),
  CAFFE("caffe", ChannelOrder.BGR, new Rgb(123.68, 116.779, 103.939), Rgb.all(1));

  private final String word;
  private final ChannelOrder usualOrder;
  private final Rgb mean;
  private final Rgb deviation;

  Normalisation(String word, ChannelOrder usualOrder, Rgb mean, Rgb deviation) {
    this.word = word;
    this.usualOrder = usualOrder;
    this.mean = mean;
    this.deviation = deviation;
  }

  /** A number for each colour. */
  private record Rgb(double red, double green, double blue) {
    static Rgb all(double value) {
      return new Rgb(value, value, value);
    }

    Rgb inverse() {
      return new Rgb(1 / red, 1 / green, 1 / blue);
    }

    List<Float> ordered(ChannelOrder order) {
      return order == ChannelOrder.RGB
          ? List.of((float) red, (float) green, (float) blue)
          : List.of((float) blue, (float) green, (float) red);
    }
  }

  String word() {
    return word;
  }

  ChannelOrder usualOrder() {
    return usualOrder;
  }

  List<Float> means(ChannelOrder order) {
    return mean.ordered(order);
  }

  List<Float> scales(ChannelOrder order) {
    return deviation.inverse().ordered(order);
  }
}
