package io.hawkvision.proto.feature;

import java.util.Arrays;
import java.util.Optional;

/**
 * Range asymmetric numeral systems (J. Duda, arXiv 1311.2540): a state of 24 bits that gives and
 * takes whole bytes. Symbols are encoded last to first, so that the decoder reads forwards; after
 * the last one the state must be what the encoder began with, which most damage does not survive.
 * Pure functions.
 */
final class Rans {
  private static final int LOW = 1 << 16;
  private static final int STATE_BYTES = 3;

  private Rans() {}

  /** No message of so many symbols is longer: a symbol takes at most 12 bits. */
  static int mostBytes(int symbols) {
    return STATE_BYTES + (symbols * SymbolTable.PRECISION + 7) / 8 + 1;
  }

  /** Codes symbols, each with its own table. */
  static byte[] encode(int[] symbols, SymbolTable[] tables) {
    byte[] back = new byte[mostBytes(symbols.length)];
    int at = back.length;
    int state = LOW;
    for (int i = symbols.length - 1; i >= 0; i--) {
      int frequency = tables[i].frequency(symbols[i]);
      int limit = ((LOW >> SymbolTable.PRECISION) << 8) * frequency;
      while (state >= limit) {
        back[--at] = (byte) state;
        state >>>= 8;
      }
      int rest = state % frequency + tables[i].start(symbols[i]);
      state = ((state / frequency) << SymbolTable.PRECISION) + rest;
    }
    for (int i = 0; i < STATE_BYTES; i++) {
      back[--at] = (byte) (state >>> (8 * i));
    }
    return Arrays.copyOfRange(back, at, back.length);
  }

  /** As many symbols as there are tables; empty when these bytes were not made by the encoder. */
  static Optional<int[]> decode(byte[] bytes, int from, SymbolTable[] tables) {
    if (bytes.length - from < STATE_BYTES) {
      return Optional.empty();
    }
    int at = from;
    int state = 0;
    for (int i = 0; i < STATE_BYTES; i++) {
      state = (state << 8) | (bytes[at++] & 0xff);
    }
    int[] symbols = new int[tables.length];
    for (int i = 0; i < symbols.length; i++) {
      int slot = state & (SymbolTable.TOTAL - 1);
      int symbol = tables[i].symbolAt(slot);
      symbols[i] = symbol;
      state =
          tables[i].frequency(symbol) * (state >>> SymbolTable.PRECISION)
              + slot
              - tables[i].start(symbol);
      while (state < LOW) {
        if (at == bytes.length) {
          return Optional.empty();
        }
        state = (state << 8) | (bytes[at++] & 0xff);
      }
    }
    return state == LOW && at == bytes.length ? Optional.of(symbols) : Optional.empty();
  }
}
