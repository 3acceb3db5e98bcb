package io.hawkvision.zoo.preprocess;

/** What a picture may be encoded as. */
public enum ImageFormat {
  JPEG("image/jpeg"),
  PNG("image/png");

  private final String mediaType;

  ImageFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }
}
