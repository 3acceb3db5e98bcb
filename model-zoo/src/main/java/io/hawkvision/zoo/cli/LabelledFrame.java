package io.hawkvision.zoo.cli;

import io.hawkvision.zoo.preprocess.EncodedImage;

/** A frame whose right answer is known, and where it stands among frames that resemble it. */
record LabelledFrame(EncodedImage image, int label, int segment, int order) {}
