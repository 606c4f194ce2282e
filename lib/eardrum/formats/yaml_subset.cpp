// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/yaml_subset.h>

#include <vector>

#include <eardrum/base/printable.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

constexpr int kMaxDepth = 100;

struct Line {
  std::size_t indent;
  std::string_view text;  // Without indentation, comment and trailing blanks.
  int number;
};

/// Walks a text from its start and knows what of it is quoted.
class Quotes {
 public:
  explicit Quotes(std::string_view text) : text_(text) {}

  /// Whether the character at `i` is part of a quoted text, its marks included. `may_open` says where a mark opens one.
  /// Moves `i` over an escaped character.
  bool hold(std::size_t& i, bool may_open) {
    const char c = text_[i];
    if (mark_ == '\0') {
      if ((c != '"' && c != '\'') || !may_open) return false;
      mark_ = c;
    } else if (c == '\\' && mark_ == '"') {
      ++i;
    } else if (c == mark_) {
      mark_ = '\0';
    }
    return true;
  }
  /// Whether the character before `i` is one of these, or there is none.
  bool after(std::size_t i, std::string_view any_of) const {
    return i == 0 || any_of.find(text_[i - 1]) != std::string_view::npos;
  }

 private:
  std::string_view text_;
  char mark_ = '\0';
};

// Where the comment of a line begins: a '#' at the start or after a blank, outside quotes.
std::string_view without_comment(std::string_view line) {
  Quotes quotes(line);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (quotes.hold(i, quotes.after(i, " \t:,[{-"))) continue;
    if (line[i] == '#' && quotes.after(i, " \t")) return line.substr(0, i);
  }
  return line;
}

class Parser {
 public:
  Parser(std::string_view text, const std::string& file) : file_(file) {
    int number = 0;
    for (const auto raw : split_lines(text)) {
      ++number;
      auto line = without_comment(raw);
      std::size_t indent = 0;
      while (indent < line.size() && line[indent] == ' ') ++indent;
      const auto content = trimmed(line);
      if (content.empty() || content == "---" || content == "...") continue;
      lines_.push_back({indent, content, number});
    }
  }

  Result<Value> read_all() {
    if (lines_.empty()) return Value();
    EARDRUM_TRY(auto value, read_block(lines_.front().indent, 0));
    if (at_ < lines_.size())
      return fail("Expected the same indentation as before, found '" + printable(lines_[at_].text, 40) + "'");
    return value;
  }

 private:
  Error fail(const std::string& message) const {
    const int number = at_ < lines_.size() ? lines_[at_].number : lines_.empty() ? 0 : lines_.back().number;
    return {Errc::kInvalidData, message, {file_, number, {}}};
  }
  static bool begins_item(std::string_view text) { return text == "-" || text.substr(0, 2) == "- "; }

  // The colon that ends a key: outside quotes and brackets, before a blank or the end.
  static std::size_t key_end(std::string_view text) {
    Quotes quotes(text);
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (quotes.hold(i, i == 0 || depth > 0)) continue;
      const char c = text[i];
      if (c == '[' || c == '{') {
        ++depth;
      } else if (c == ']' || c == '}') {
        --depth;
      } else if (c == ':' && depth == 0 && (i + 1 == text.size() || text[i + 1] == ' ')) {
        return i;
      }
    }
    return std::string_view::npos;
  }

  Result<Value> read_block(std::size_t indent, int depth) {
    if (depth > kMaxDepth) return fail("Expected at most 100 levels, found more");
    if (begins_item(lines_[at_].text)) return read_sequence(indent, depth);
    if (key_end(lines_[at_].text) != std::string_view::npos && lines_[at_].text.front() != '{' &&
        lines_[at_].text.front() != '[') {
      return read_mapping(indent, depth);
    }
    return read_flow_lines(lines_[at_].text, depth);
  }

  Result<Value> read_sequence(std::size_t indent, int depth) {
    Value array{Value::Array{}};
    while (at_ < lines_.size() && lines_[at_].indent == indent && begins_item(lines_[at_].text)) {
      Line& line = lines_[at_];
      std::string_view rest = line.text.substr(1);
      std::size_t skipped = 1;
      while (!rest.empty() && rest.front() == ' ') {
        rest.remove_prefix(1);
        ++skipped;
      }
      if (rest.empty()) {
        ++at_;
        if (at_ < lines_.size() && lines_[at_].indent > indent) {
          EARDRUM_TRY(auto value, read_block(lines_[at_].indent, depth + 1));
          array.as_array().push_back(std::move(value));
        } else {
          array.as_array().emplace_back();
        }
        continue;
      }
      // What follows the dash is a block of its own, indented by the dash.
      line.indent = indent + skipped;
      line.text = rest;
      EARDRUM_TRY(auto value, read_block(line.indent, depth + 1));
      array.as_array().push_back(std::move(value));
    }
    return array;
  }

  Result<Value> read_mapping(std::size_t indent, int depth) {
    Value object{Value::Object{}};
    while (at_ < lines_.size() && lines_[at_].indent == indent && !begins_item(lines_[at_].text)) {
      const Line line = lines_[at_];
      const auto colon = key_end(line.text);
      if (colon == std::string_view::npos)
        return fail("Expected 'key: value', found '" + printable(line.text, 40) + "'");
      std::size_t used = 0;
      const auto key_text = trimmed(line.text.substr(0, colon));
      EARDRUM_TRY(const auto key, read_scalar_text(key_text, used));
      const auto rest = trimmed(line.text.substr(colon + 1));
      if (!rest.empty()) {
        EARDRUM_TRY(auto value, read_flow_lines(rest, depth + 1));
        object.as_object().emplace_back(key, std::move(value));
        continue;
      }
      ++at_;
      const bool nested = at_ < lines_.size() && (lines_[at_].indent > indent ||
                                                  (lines_[at_].indent == indent && begins_item(lines_[at_].text)));
      if (!nested) {
        object.as_object().emplace_back(key, Value());
        continue;
      }
      EARDRUM_TRY(auto value, read_block(lines_[at_].indent, depth + 1));
      object.as_object().emplace_back(key, std::move(value));
    }
    return object;
  }

  // A scalar or a flow collection; the latter may run over several lines.
  Result<Value> read_flow_lines(std::string_view first, int depth) {
    if (first.front() == '&' || first.front() == '*' || first.front() == '!' || first.front() == '|' ||
        first.front() == '>') {
      return fail(std::string("Expected a plain value, found '") + first.front() +
                  "': anchors, tags and block texts are not read");
    }
    flow_ = std::string(first);
    const int opened_at = lines_[at_].number;
    while (open_brackets(flow_) > 0 && at_ + 1 < lines_.size()) {
      ++at_;
      flow_ += ' ';
      flow_ += lines_[at_].text;
      if (flow_.size() > (std::size_t{1} << 16))
        return fail("Expected a bracket to close within 64 kilobytes, found no end");
    }
    std::size_t position = 0;
    const std::string flow = flow_;
    auto value = read_flow(flow, position, depth);
    if (!value) return value;
    if (trimmed(std::string_view(flow).substr(position)).size() > 0) {
      return fail("Expected the end of the value, found '" + printable(std::string_view(flow).substr(position), 40) +
                  "'");
    }
    value->set_line(opened_at);
    ++at_;
    return value;
  }

  static int open_brackets(std::string_view text) {
    int depth = 0;
    Quotes quotes(text);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (quotes.hold(i, quotes.after(i, " ,[{:"))) continue;
      const char c = text[i];
      if (c == '[' || c == '{') {
        ++depth;
      } else if (c == ']' || c == '}') {
        --depth;
      }
    }
    // A bracket inside a plain scalar opens nothing.
    return !text.empty() && (text.front() == '[' || text.front() == '{') ? depth : 0;
  }

  static void skip_blanks(std::string_view text, std::size_t& at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  }

  Result<Value> read_flow(std::string_view text, std::size_t& at, int depth) {
    if (depth > kMaxDepth) return fail("Expected at most 100 levels, found more");
    skip_blanks(text, at);
    if (at == text.size()) return fail("Expected a value, found the end of the line");
    const char open = text[at];
    if (open != '[' && open != '{') {
      const bool quoted = open == '"' || open == '\'';
      const bool inside = depth_of_flow_ > 0;
      std::size_t used = 0;
      const auto rest = text.substr(at);
      const auto scalar = quoted ? rest : inside ? rest.substr(0, plain_end(rest)) : rest;
      EARDRUM_TRY(auto word, read_scalar_text(scalar, used));
      at += used;
      if (quoted) return Value(std::move(word));
      if (word.empty() || word == "~" || word == "null") return Value();
      if (word == "true" || word == "false") return Value(word == "true");
      if (const auto number = parse_decimal(word)) return Value(*number);
      return Value(std::move(word));
    }
    ++at;
    ++depth_of_flow_;
    auto collection = open == '[' ? read_flow_sequence(text, at, depth) : read_flow_mapping(text, at, depth);
    --depth_of_flow_;
    return collection;
  }

  static std::size_t plain_end(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (c == ',' || c == ']' || c == '}' || (c == ':' && (i + 1 == text.size() || text[i + 1] == ' '))) return i;
    }
    return text.size();
  }

  Result<Value> read_flow_sequence(std::string_view text, std::size_t& at, int depth) {
    Value array{Value::Array{}};
    while (true) {
      skip_blanks(text, at);
      if (at == text.size()) return fail("Expected ']', found the end");
      if (text[at] == ']') break;
      if (text[at] == '}') return fail("Expected ']', found '}'");
      EARDRUM_TRY(auto value, read_flow(text, at, depth + 1));
      array.as_array().push_back(std::move(value));
      skip_blanks(text, at);
      if (at < text.size() && text[at] == ',')
        ++at;
      else if (at == text.size() || text[at] != ']')
        return fail("Expected ',' or ']'");
    }
    ++at;
    return array;
  }

  Result<Value> read_flow_mapping(std::string_view text, std::size_t& at, int depth) {
    Value object{Value::Object{}};
    while (true) {
      skip_blanks(text, at);
      if (at == text.size()) return fail("Expected '}', found the end");
      if (text[at] == '}') break;
      std::size_t used = 0;
      const auto rest = text.substr(at);
      const bool quoted = rest.front() == '"' || rest.front() == '\'';
      EARDRUM_TRY(const auto key, read_scalar_text(quoted ? rest : rest.substr(0, plain_end(rest)), used));
      at += used;
      skip_blanks(text, at);
      if (at == text.size() || text[at] != ':') return fail("Expected ':' after '" + printable(key, 40) + "'");
      ++at;
      EARDRUM_TRY(auto value, read_flow(text, at, depth + 1));
      object.as_object().emplace_back(key, std::move(value));
      skip_blanks(text, at);
      if (at < text.size() && text[at] == ',')
        ++at;
      else if (at == text.size() || text[at] != '}')
        return fail("Expected ',' or '}'");
    }
    ++at;
    return object;
  }

  // The scalar that `text` begins with, and how much of the text it is.
  Result<std::string> read_scalar_text(std::string_view text, std::size_t& used) {
    if (text.empty() || (text.front() != '"' && text.front() != '\'')) {
      used = text.size();
      return std::string(trimmed(text));
    }
    const char quote = text.front();
    std::string word;
    for (std::size_t i = 1; i < text.size(); ++i) {
      const char c = text[i];
      if (c == quote) {
        if (quote == '\'' && i + 1 < text.size() && text[i + 1] == '\'') {
          word += '\'';
          ++i;
          continue;
        }
        used = i + 1;
        return word;
      }
      if (c == '\\' && quote == '"' && i + 1 < text.size()) {
        const char next = text[++i];
        word += next == 'n' ? '\n' : next == 't' ? '\t' : next;
        continue;
      }
      word += c;
    }
    return fail(std::string("Expected a closing ") + quote + ", found the end of the line");
  }

  const std::string& file_;
  std::vector<Line> lines_;
  std::size_t at_ = 0;
  std::string flow_;
  int depth_of_flow_ = 0;
};

}  // namespace

Result<Value> parse_yaml_subset(std::string_view text, const std::string& file) {
  return Parser(text, file).read_all();
}

}  // namespace eardrum
