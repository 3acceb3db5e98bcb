package io.hawkvision.loadgen.report.page;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An element of HTML or SVG. Texts and attributes are escaped when written, so that a name with
 * angle brackets stays a name. What is written is well-formed XML, too. One thread.
 */
final class Element {
  private static final Set<String> VOID = Set.of("meta", "br");

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Object> content = new ArrayList<>();

  private Element(String name) {
    this.name = name;
  }

  static Element of(String name) {
    return new Element(name);
  }

  static Element of(String name, String text) {
    return new Element(name).text(text);
  }

  Element attribute(String attribute, String value) {
    attributes.put(attribute, requireNonNull(value, attribute));
    return this;
  }

  /** To a tenth: nobody sees less of a pixel. */
  Element attribute(String attribute, double value) {
    return attribute(attribute, number(value));
  }

  Element style(String classes) {
    return attribute("class", classes);
  }

  Element text(String text) {
    content.add(requireNonNull(text, "text"));
    return this;
  }

  Element add(Element child) {
    content.add(child);
    return this;
  }

  Element addAll(List<Element> children) {
    content.addAll(children);
    return this;
  }

  /** What a pointer resting on the element shows; SVG's way. */
  Element title(String text) {
    content.add(0, Element.of("title", text));
    return this;
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    write(text);
    return text.toString();
  }

  void write(StringBuilder text) {
    text.append('<').append(name);
    attributes.forEach(
        (attribute, value) ->
            text.append(' ').append(attribute).append("=\"").append(escape(value)).append('"'));
    if (VOID.contains(name)) {
      text.append("/>");
      return;
    }
    text.append('>');
    for (Object part : content) {
      if (part instanceof Element child) {
        child.write(text);
      } else {
        text.append(escape(part.toString()));
      }
    }
    text.append("</").append(name).append('>');
  }

  /** XML knows no control characters, not even escaped ones. */
  static String escape(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]|[\\p{Cs}\\ufffe\\uffff]", "\ufffd")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
