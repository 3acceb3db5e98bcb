package io.hawkvision.proto.feature;

import java.util.Arrays;
import java.util.List;

/**
 * How a code uint8 [channels, height, width] is cut into packets. Packet {@code g * phases + s}
 * holds the channels of group {@code g}, the most important group first, at the positions with
 * {@code (y + x) % phases == s}: a lost packet thins every region instead of blanking one.
 *
 * @param groupChannels how many consecutive channels each group has
 * @param basePackets so many of the first packets travel a second time, after all others
 */
public record CodeLayout(
    int channels, int height, int width, List<Integer> groupChannels, int phases, int basePackets) {
  static final int MAX_SIDE = 64;
  static final int MAX_PACKETS = 64;

  public CodeLayout {
    groupChannels = List.copyOf(groupChannels);
    requireWithin("channels", channels, 1, MAX_SIDE);
    requireWithin("height", height, 1, MAX_SIDE);
    requireWithin("width", width, 1, MAX_SIDE);
    requireWithin("phases", phases, 1, Math.max(1, height + width - 1));
    requireWithin("groups", groupChannels.size(), 1, channels);
    requireWithin("packets", groupChannels.size() * phases, 1, MAX_PACKETS);
    requireWithin("base packets", basePackets, 0, groupChannels.size() * phases);
    int sum = 0;
    for (int group : groupChannels) {
      requireWithin("channels of a group", group, 1, channels);
      sum += group;
    }
    requireWithin("channels of all groups", sum, channels, channels);
  }

  private static void requireWithin(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(what + ": " + value + ", not " + least + " to " + most);
    }
  }

  /** How many packets a code becomes, repeats not counted. */
  public int packets() {
    return groupChannels.size() * phases;
  }

  /** Values of a code. */
  public int size() {
    return channels * height * width;
  }

  /** The channel of a place in the code. */
  int channel(int place) {
    return place / (height * width);
  }

  /** Places in the code that a packet holds, in the order in which they are coded. */
  int[] places(int packet) {
    int group = packet / phases;
    int phase = packet % phases;
    int first = groupChannels.subList(0, group).stream().mapToInt(Integer::intValue).sum();
    int[] places = new int[groupChannels.get(group) * height * width];
    int count = 0;
    for (int c = first; c < first + groupChannels.get(group); c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          if ((y + x) % phases == phase) {
            places[count++] = (c * height + y) * width + x;
          }
        }
      }
    }
    return Arrays.copyOf(places, count);
  }
}
