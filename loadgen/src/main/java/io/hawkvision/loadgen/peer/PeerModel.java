package io.hawkvision.loadgen.peer;

import io.hawkvision.loadgen.peer.ModelMetadata.Tensor;
import io.hawkvision.zoo.family.ElementType;
import io.hawkvision.zoo.family.Family;
import io.hawkvision.zoo.family.ImageInput;
import io.hawkvision.zoo.family.TensorLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What to send to a peer's model and what to ask of it: a model that was found to take the input of
 * a family's edge variant. A value.
 */
record PeerModel(String input, TensorForm form, List<Long> shape, String output) {
  PeerModel {
    shape = List.copyOf(shape);
  }

  /** Refuses a model that is not the family's edge variant, as far as its metadata tells. */
  static PeerModel of(ModelMetadata said, Family family) throws IOException {
    Tensor input = onlyInput(said);
    ImageInput wanted = family.edge().input();
    TensorForm form = form(input, wanted);
    List<Long> shape = shape(form.layout(), wanted);
    if (!fits(input.shape(), shape)) {
      throw new IOException(
          "its input is " + input + ", but " + family.edge().name() + " takes " + shape);
    }
    return new PeerModel(input.name(), form, shape, output(said, family).name());
  }

  /** Of a server that decodes pictures by itself, only the names matter. */
  static PeerModel ofPictures(ModelMetadata said, Family family) throws IOException {
    ImageInput wanted = family.edge().input();
    TensorForm form = new TensorForm(TensorForm.Numbers.UINT8, wanted.format().layout());
    return new PeerModel(onlyInput(said).name(), form, List.of(1L), output(said, family).name());
  }

  private static Tensor onlyInput(ModelMetadata said) throws IOException {
    if (said.inputs().size() != 1) {
      throw new IOException("it takes " + said.inputs() + " instead of one picture");
    }
    return said.inputs().get(0);
  }

  private static TensorForm form(Tensor input, ImageInput wanted) throws IOException {
    if (input.datatype().equals("UINT8")) {
      boolean planes = fits(input.shape(), shape(TensorLayout.NCHW, wanted));
      return new TensorForm(
          TensorForm.Numbers.UINT8, planes ? TensorLayout.NCHW : TensorLayout.NHWC);
    }
    if (!input.datatype().equals("FP32")) {
      throw new IOException("its input is " + input + ", and only FP32 and UINT8 are driven");
    }
    if (wanted.format().type() != ElementType.FLOAT) {
      throw new IOException(
          "its input is " + input + ", but the family's is " + wanted.format().type().word());
    }
    return new TensorForm(TensorForm.Numbers.FP32, wanted.format().layout());
  }

  static List<Long> shape(TensorLayout layout, ImageInput input) {
    return layout == TensorLayout.NCHW
        ? List.of(1L, 3L, (long) input.height(), (long) input.width())
        : List.of(1L, (long) input.height(), (long) input.width(), 3L);
  }

  private static boolean fits(List<Long> said, List<Long> ours) {
    if (said.size() != ours.size()) {
      return false;
    }
    for (int i = 0; i < ours.size(); i++) {
      if (said.get(i) >= 0 && !said.get(i).equals(ours.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** By the family's name for it; a model of one output may call it as it likes. */
  private static Tensor output(ModelMetadata said, Family family) throws IOException {
    String name = family.edge().output().name();
    List<Tensor> outputs = new ArrayList<>(said.outputs());
    if (outputs.size() > 1) {
      outputs.removeIf(output -> !output.name().equals(name));
    }
    if (outputs.size() != 1) {
      throw new IOException("its outputs are " + said.outputs() + ", none of them " + name);
    }
    Tensor output = outputs.get(0);
    long classes = new TopLabel(family).classes();
    long each = output.shape().stream().skip(1).reduce(1L, (a, b) -> a < 0 || b < 0 ? -1 : a * b);
    if (!output.datatype().equals("FP32") || (each >= 0 && each != classes)) {
      throw new IOException(
          "its output is " + output + ", but the family needs " + classes + " numbers of FP32");
    }
    return output;
  }
}
